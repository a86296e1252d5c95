namespace Dashboard.Features.Templates;

/// <summary>Colours and icons of how far employees and targets are.</summary>
public static class ExecutionWords
{
    /// <summary>Badge tone of an employee's status.</summary>
    public static string Tone(int? status) => status switch { 1 => "grey", 2 => "blue", 3 => "green", _ => "violet" };

    /// <summary>Icon of an employee's status.</summary>
    public static string Icon(int? status) => status switch { 1 => "radio_button_unchecked", 2 => "clock_loader_40", 3 => "check_circle", _ => "help" };

    /// <summary>Badge tone of a target.</summary>
    public static string FollowTone(int? status) => status switch { 1 => "grey", 2 => "green", _ => "violet" };

    /// <summary>Icon of a target.</summary>
    public static string FollowIcon(int? status) => status switch { 1 => "radio_button_unchecked", 2 => "check_circle", _ => "help" };
}
