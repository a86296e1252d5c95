namespace Dashboard.Features.Assign;

/// <summary>Names the texts of the column step.</summary>
public sealed class MappingText;
