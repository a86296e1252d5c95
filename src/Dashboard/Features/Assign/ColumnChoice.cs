namespace Dashboard.Features.Assign;

/// <summary>What the column step ends with.</summary>
/// <param name="Mapping">Which column is what.</param>
/// <param name="Name">What it is remembered as.</param>
public sealed record ColumnChoice(ColumnMapping Mapping, string Name);
