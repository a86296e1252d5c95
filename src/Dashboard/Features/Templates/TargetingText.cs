namespace Dashboard.Features.Templates;

/// <summary>Names the texts that tell whom a template is for.</summary>
public sealed class TargetingText;
