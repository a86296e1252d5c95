namespace Dashboard.Features.Assign;

/// <summary>One sheet of a workbook, called a tab here to keep it apart from the file.</summary>
/// <param name="Name">Its name as people see it.</param>
/// <param name="Hidden">Whether Excel does not show it.</param>
public sealed record WorkbookTab(string Name, bool Hidden);
