namespace Dashboard.Shared;

/// <summary>Names the texts of the frame and the small widgets: <c>SharedText.resx</c> and <c>SharedText.zh-CN.resx</c>.</summary>
public sealed class SharedText;
