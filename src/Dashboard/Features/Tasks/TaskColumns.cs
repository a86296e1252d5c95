using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Tasks;

/// <summary>Columns of the grid: which, in which order and how wide. Its text stands in the address (<c>cols=id,status,name:240</c>).</summary>
public sealed record TaskColumns
{
    private const int Narrowest = 48;
    private const int Widest = 800;

    /// <summary>All columns in their usual order. The usual ones fit a window of 1280 pixels; in a wider one they are stretched.</summary>
    public static readonly IReadOnlyList<TaskColumnInfo> All =
    [
        new("id", "id", "Id", 68, IsUsual: true), new("status", "status", "Status", 120, IsUsual: true), new("name", "name", "Name", 156, IsUsual: true),
        new("customer", "customer", "Customer", 104, IsUsual: true), new("phone", "phone", "Phone", 112, IsUsual: true), new("assignee", "assignee", "Assignee", 80, IsUsual: true),
        new("created", "created", "Created", 88, IsUsual: true), new("last", "lastlog", "LastLog", 136, IsUsual: true), new("batch", "batch", "Batch", 64, IsUsual: true),
        new("updated", "updated", "Updated", 100), new("lastlog", "lastlog", "LastLogAt", 100), new("first_action", "first_action", "FirstAction", 108), new("ended", "ended", "EndedAt", 100),
        new("template", "template", "Template", 176), new("auth_id", "auth_id", "auth_id", 80), new("creation_id", "creation_id", "creation_id", 92),
    ];

    private static readonly FrozenDictionary<string, TaskColumnInfo> ByKey = All.ToFrozenDictionary(x => x.Key);

    /// <summary>The usual columns.</summary>
    public static readonly TaskColumns Usual = new([.. All.Where(x => x.IsUsual).Select(x => new ShownColumn(x, null))]);

    /// <summary>The one that can't be hidden: its link opens the task.</summary>
    public static TaskColumnInfo Fixed => All[0];

    private TaskColumns(IReadOnlyList<ShownColumn> shown) => Shown = shown;

    /// <summary>Those that are shown, in order.</summary>
    public IReadOnlyList<ShownColumn> Shown { get; }

    /// <summary>Reads them from an address; what is unknown, or named twice, is passed over.</summary>
    public static TaskColumns Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return Usual;
        var shown = new List<ShownColumn>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, width) = part.Split(':', 2) is [var name, var px] ? (name, Width(px)) : (part, null);
            if (ByKey.TryGetValue(key, out var info) && !shown.Exists(x => x.Info == info)) shown.Add(new(info, width));
        }
        if (shown.Count == 0) return Usual;
        // The number is what opens a task.
        if (!shown.Exists(x => x.Info == Fixed)) shown.Insert(0, new(Fixed, null));
        return new(shown);
    }

    /// <summary>As an address writes them; null for the usual ones.</summary>
    public string? Text()
    {
        var text = string.Join(',', Shown.Select(x => x.Width is { } px ? string.Create(CultureInfo.InvariantCulture, $"{x.Info.Key}:{px}") : x.Info.Key));
        return text == string.Join(',', Usual.Shown.Select(x => x.Info.Key)) ? null : text;
    }

    /// <summary>Shows a column after the others, or hides it; the fixed one stays.</summary>
    public TaskColumns Toggled(string key)
    {
        if (!ByKey.TryGetValue(key, out var info) || info == Fixed) return this;
        if (Shown.Any(x => x.Info == info)) return new([.. Shown.Where(x => x.Info != info)]);
        return new([.. Shown, new(info, null)]);
    }

    /// <summary>Moves a column by some places; over the ends it stays there.</summary>
    public TaskColumns Moved(string key, int by)
    {
        var at = IndexOf(key);
        return at < 0 ? this : Placed(at, Math.Clamp(at + by, 0, Shown.Count - 1));
    }

    /// <summary>Moves a column to where another one stands.</summary>
    public TaskColumns MovedTo(string key, string other)
    {
        var (at, to) = (IndexOf(key), IndexOf(other));
        return at < 0 || to < 0 ? this : Placed(at, to);
    }

    /// <summary>Makes a column so wide, in pixels.</summary>
    public TaskColumns Resized(string key, int width) =>
        new([.. Shown.Select(x => x.Info.Key == key ? x with { Width = Math.Clamp(width, Narrowest, Widest) } : x)]);

    private int IndexOf(string key) => Shown.Select(x => x.Info.Key).ToList().IndexOf(key);

    private TaskColumns Placed(int from, int to)
    {
        var shown = Shown.ToList();
        var column = shown[from];
        shown.RemoveAt(from);
        shown.Insert(to, column);
        return new(shown);
    }

    private static int? Width(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var px) ? Math.Clamp(px, Narrowest, Widest) : null;
}

/// <summary>A column that there is.</summary>
/// <param name="Key">As the address names it.</param>
/// <param name="Sort">What it sorts by, as the address names it.</param>
/// <param name="Title">Key of its title's text.</param>
/// <param name="UsualWidth">Pixels.</param>
/// <param name="IsUsual">Whether it is shown unless the address says otherwise.</param>
public sealed record TaskColumnInfo(string Key, string Sort, string Title, int UsualWidth, bool IsUsual = false)
{
    /// <summary>Its title; the fields of INCS that have no word are called as INCS calls them.</summary>
    public string Name(IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Title.Contains('_', StringComparison.Ordinal) ? Title : texts[Title];
    }
}

/// <summary>A column that is shown.</summary>
/// <param name="Info">Which.</param>
/// <param name="Width">Pixels that a person chose, or null.</param>
public sealed record ShownColumn(TaskColumnInfo Info, int? Width)
{
    /// <summary>Pixels.</summary>
    public int Pixels => Width ?? Info.UsualWidth;
}
