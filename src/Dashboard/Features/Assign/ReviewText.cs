namespace Dashboard.Features.Assign;

/// <summary>Names the texts of the review.</summary>
public sealed class ReviewText;
