namespace Dashboard.Features.Assign;

/// <summary>Texts of the batch pages (BatchText.resx, BatchText.zh-CN.resx).</summary>
public sealed class BatchText;
