namespace Dashboard.Features.Audit;

/// <summary>Names the texts of the audit log.</summary>
public sealed class AuditText;
