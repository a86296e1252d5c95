namespace Dashboard.Features.Tasks;

/// <summary>Names the texts of saved views.</summary>
public sealed class SavedViewsText;
