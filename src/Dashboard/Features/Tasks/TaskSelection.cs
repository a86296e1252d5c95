using Dashboard.Data;
using Dashboard.Shared;

namespace Dashboard.Features.Tasks;

/// <summary>Turns a filter into a query. Nobody can find out more of a phone by filtering than the page shows them.</summary>
internal static class TaskSelection
{
    // What Masking shows of a phone to a Viewer: this many digits at either end, and nothing of one that is no longer than both.
    private const int ShownDigits = 4;

    public static IQueryable<MirroredTask> Where(this IQueryable<MirroredTask> tasks, TaskFilter filter, DashboardDb db, TimeZoneInfo zone, DateTimeOffset now, bool wholePhones)
    {
        if (filter.Statuses.Count > 0) tasks = tasks.Where(x => filter.Statuses.Contains(x.Status));
        if (!string.IsNullOrWhiteSpace(filter.Assignee)) tasks = tasks.Where(x => x.AssigneeUsername == filter.Assignee.Trim());
        if (!string.IsNullOrWhiteSpace(filter.Name)) tasks = tasks.Named(filter.Name);
        if (Digits(filter.Phone) is { Length: > 0 } phone) tasks = tasks.Phoned(phone, wholePhones);
        if (filter.AuthId is { } auth) tasks = tasks.Where(x => x.AuthId == auth);
        if (filter.CreationId is { } creation) tasks = tasks.Where(x => x.CreationId == creation);
        if (filter.Batch is { } batch) tasks = tasks.Where(x => db.Assignments.Any(a => a.TaskId == x.Id && a.BatchId == batch));
        if (filter.Template is { } template) tasks = tasks.Where(x => db.Assignments.Any(a => a.TaskId == x.Id && a.TemplateId == template));
        var (from, until) = filter.Created.At(zone, now);
        if (from is { } start) tasks = tasks.Where(x => x.CreatedAt >= start);
        if (until is { } end) tasks = tasks.Where(x => x.CreatedAt < end);
        return string.IsNullOrWhiteSpace(filter.Search) ? tasks : tasks.Searched(filter.Search.Trim(), wholePhones);
    }

    public static IOrderedQueryable<MirroredTask> Sorted(this IQueryable<MirroredTask> tasks, string sort)
    {
        var down = sort.StartsWith('-');
        IOrderedQueryable<MirroredTask> By<T>(System.Linq.Expressions.Expression<Func<MirroredTask, T>> key) =>
            down ? tasks.OrderByDescending(key).ThenByDescending(x => x.Id) : tasks.OrderBy(key).ThenBy(x => x.Id);
        return sort.TrimStart('-') switch
        {
            "id" => By(x => x.Id),
            "status" => By(x => x.Status),
            "name" => By(x => x.Name),
            "customer" => By(x => x.UserName),
            "assignee" => By(x => x.AssigneeUsername),
            "updated" => By(x => x.UpdatedAt),
            "created" => By(x => x.CreatedAt),
            _ => tasks.OrderByDescending(x => x.CreatedAt).ThenByDescending(x => x.Id),
        };
    }

    private static string Digits(string? text) => new([.. (text ?? "").Where(char.IsAsciiDigit)]);

    private static IQueryable<MirroredTask> Named(this IQueryable<MirroredTask> tasks, string text)
    {
        // Letters beyond A to Z are found as they are written.
        var lower = QueryText.Lower(text.Trim());
#pragma warning disable CA1862, CA1304, CA1311 // the comparison is the database's
        return tasks.Where(x => x.Name.ToLower().Contains(lower) || x.UserName.ToLower().Contains(lower));
#pragma warning restore CA1862, CA1304, CA1311
    }

    private static IQueryable<MirroredTask> Phoned(this IQueryable<MirroredTask> tasks, string digits, bool wholePhones)
    {
        var (start, end, longerThan) = Ends(digits, wholePhones);
        return tasks.Where(x => x.UserPhone.Length > longerThan && x.UserPhone.StartsWith(start) && x.UserPhone.EndsWith(end));
    }

    private static IQueryable<MirroredTask> Searched(this IQueryable<MirroredTask> tasks, string text, bool wholePhones)
    {
        if (Digits(text) is not { Length: > 0 } digits || !text.All(x => char.IsAsciiDigit(x) || x is ' ' or '+' or '-')) return tasks.Named(text);
        var id = QueryText.Number(digits) ?? -1;
        var (start, end, longerThan) = Ends(digits, wholePhones);
        return tasks.Where(x => x.Id == id || (x.UserPhone.Length > longerThan && x.UserPhone.StartsWith(start) && x.UserPhone.EndsWith(end)));
    }

    // How a phone must begin and end. A guess of the hidden digits finds the same as the right ones do.
    private static (string Start, string End, int LongerThan) Ends(string digits, bool wholePhones) => digits.Length switch
    {
        _ when wholePhones => ("", digits, 0),
        ShownDigits => ("", digits, 2 * ShownDigits),
        > 2 * ShownDigits => (digits[..ShownDigits], digits[^ShownDigits..], 2 * ShownDigits),
        _ => ("", "", int.MaxValue),
    };
}
