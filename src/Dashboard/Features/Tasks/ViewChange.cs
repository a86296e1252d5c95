using System.Security.Claims;

namespace Dashboard.Features.Tasks;

/// <summary>Something that a person does with a saved view, from an address that the audit log tells.</summary>
public delegate Task<ViewAnswer> ViewChange(ClaimsPrincipal user, string? address);
