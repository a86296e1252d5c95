namespace Dashboard.Shared;

/// <summary>Colour and icon of INCS task statuses; one that is not documented is grey with a question mark.</summary>
public static class TaskStatuses
{
    /// <summary>The documented statuses.</summary>
    public static readonly IReadOnlyList<int> All = [0, 1, 2, 3];

    /// <summary>Badge tone of a status.</summary>
    public static string Tone(int status) => status switch { 1 => "blue", 2 => "green", 3 => "amber", _ => "grey" };

    /// <summary>Icon of a status.</summary>
    public static string Icon(int status) => status switch { 0 => "radio_button_unchecked", 1 => "clock_loader_40", 2 => "check_circle", 3 => "stop_circle", _ => "help" };
}
