namespace Dashboard.Features.Settings;

/// <summary>Names the texts of the settings page.</summary>
public sealed class SettingsText;
