namespace Dashboard.Features.Assign;

/// <summary>Names the texts of how a file is read.</summary>
public sealed class SheetFileText;
