namespace Dashboard.Features.Templates;

/// <summary>Names the texts of templates.</summary>
public sealed class TemplatesText;
