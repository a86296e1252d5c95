namespace Dashboard.Features.Settings;

/// <summary>Names the texts for owners of portals.</summary>
public sealed class EmbeddingText;
