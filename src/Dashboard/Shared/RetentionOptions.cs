using System.ComponentModel.DataAnnotations;

namespace Dashboard.Shared;

/// <summary>Section <c>Retention</c>: how long what customers left behind is kept.</summary>
public sealed class RetentionOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Retention";

    /// <summary>Days after which goes: the file, the lines and the personal data of a finished batch; a draft that nobody confirmed; the personal data of a final task
    /// that has not changed since; a kept version of a template that Wshoto has not given so since.</summary>
    [Range(1, 3650)] public int Days { get; set; } = 180;

    /// <summary>What is older than this (UTC) is kept no longer.</summary>
    public DateTimeOffset Limit(DateTimeOffset now) => now - TimeSpan.FromDays(Days);
}
