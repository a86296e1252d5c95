namespace Dashboard.Features.Overview;

/// <summary>Names the texts of the overview.</summary>
public sealed class OverviewText;
