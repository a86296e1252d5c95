using System.ComponentModel.DataAnnotations;

namespace Dashboard.Upstream.Incs;

/// <summary>Section <c>Incs</c>: the INCS task API.</summary>
public sealed class IncsOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Incs";

    /// <summary>Scheme and host.</summary>
    [Required] public Uri BaseUrl { get; set; } = new("https://api.incsapp.com");

    /// <summary>Bearer token; a secret.</summary>
    [Required(ErrorMessage = "Incs:Token is not set: INCS would refuse every call.")] public string? Token { get; set; }

    /// <summary>Path of the create call.</summary>
    [Required] public string CreatePath { get; set; } = "/external/tasks";

    /// <summary>Path of the list call.</summary>
    [Required] public string ListPath { get; set; } = "/external/tasks";

    /// <summary>Method of the list call: GET with a query string, or POST with a JSON body.</summary>
    [RegularExpression("(?i)GET|POST")] public string ListMethod { get; set; } = "GET";

    /// <summary>IANA zone of the API's times, which carry none.</summary>
    [Required] public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>How long one call may take, in seconds.</summary>
    [Range(1, 600)] public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Most POSTs on the wire at once.</summary>
    [Range(1, 1024)] public int MaxConcurrency { get; set; } = 16;

    /// <summary>Most POSTs a second; none when null.</summary>
    [Range(0.01, 100_000)] public double? RequestsPerSecond { get; set; }

    /// <summary><c>task_module_info.module_id</c>; the seed's value by default.</summary>
    [Required] public string ModuleId { get; set; } = "019d3dcd-f5a8-70e7-aff8-c54bde267f38";

    /// <summary>How long reconciling waits before absence counts, in seconds.</summary>
    [Range(0, 3600)] public int SettleSeconds { get; set; } = 20;
}
