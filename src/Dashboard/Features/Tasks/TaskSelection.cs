using System.Collections.Frozen;
using Dashboard.Auth;
using Dashboard.Data.Index;
using Dashboard.Shared;

namespace Dashboard.Features.Tasks;

/// <summary>Turns a filter into criteria. Nobody can find out more of a phone by filtering or sorting than the page shows them.</summary>
public static class TaskSelection
{
    /// <summary>What the filter means now; the text of the log is left to whoever can ask the database.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="zone">Zone of the person, for its days.</param>
    /// <param name="now">Now (UTC).</param>
    /// <param name="wholePhones">Whether the person may see whole phones, and so search any ending of them.</param>
    public static TaskCriteria Criteria(this TaskFilter filter, TimeZoneInfo zone, DateTimeOffset now, bool wholePhones)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (createdFrom, createdUntil) = filter.Created.At(zone, now);
        var (updatedFrom, updatedUntil) = filter.Updated.At(zone, now);
        // What is younger than this was created from then on; that it is open is asked for with the other limit, or with one that every task keeps.
        if (now - filter.OpenShorter is { } youngest && !(createdFrom > youngest)) createdFrom = youngest;
        var (remarkedFrom, remarkedUntil) = filter.Remarked.At(zone, now);
        var criteria = new TaskCriteria
        {
            Statuses = filter.Statuses, Assignee = Text(filter.Assignee), Name = Text(filter.Name), AuthId = filter.AuthId, TaskId = filter.TaskId, CreationId = filter.CreationId,
            Batch = filter.Batch, Template = filter.Template, CreatedFrom = createdFrom, CreatedUntil = createdUntil, UpdatedFrom = updatedFrom, UpdatedUntil = updatedUntil,
            RemarkedFrom = remarkedFrom, RemarkedUntil = remarkedUntil,
            CreatedBefore = now - filter.OpenLonger ?? (filter.OpenShorter is null ? null : DateTimeOffset.MaxValue), QuietSince = now - filter.QuietLonger, Phone = Digits(filter.Phone) is { Length: > 0 } phone ? Pattern(phone, wholePhones) : null,
            Ids = filter.Ids.Count > 0 ? filter.Ids.ToFrozenSet() : null,
        };
        return Text(filter.Search) is { } search ? criteria.Searched(search, wholePhones) : criteria;
    }

    /// <summary>The order that the address names.</summary>
    public static TaskOrder Order(this TaskFilter filter, bool wholePhones)
    {
        ArgumentNullException.ThrowIfNull(filter);
        TaskColumn? column = filter.Sort.TrimStart('-') switch
        {
            "id" => TaskColumn.Id, "status" => TaskColumn.Status, "name" => TaskColumn.Name, "customer" => TaskColumn.Customer, "phone" => TaskColumn.Phone,
            "assignee" => TaskColumn.Assignee, "created" => TaskColumn.Created, "updated" => TaskColumn.Updated, "lastlog" => TaskColumn.LastLog, "batch" => TaskColumn.Batch,
            "template" => TaskColumn.Template, "auth_id" => TaskColumn.AuthId, "creation_id" => TaskColumn.CreationId, "first_action" => TaskColumn.FirstAction,
            "ended" => TaskColumn.Ended, _ => null,
        };
        return column is { } by ? new(by, filter.Sort.StartsWith('-'), wholePhones ? null : Masking.ShownDigits) : new(TaskColumn.Created, Descending: true);
    }

    private static TaskCriteria Searched(this TaskCriteria criteria, string text, bool wholePhones)
    {
        var isNumber = text.All(x => char.IsAsciiDigit(x) || x is ' ' or '+' or '-');
        if (Digits(text) is { Length: > 0 } digits && isNumber) return criteria with { SearchId = QueryText.Number(digits) ?? -1, SearchPhone = Pattern(digits, wholePhones) };
        // Both fields at once: the one narrows what the other finds.
        return criteria.Name is null ? criteria with { Name = text } : criteria with { Text = text };
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Digits(string? text) => new([.. (text ?? "").Where(char.IsAsciiDigit)]);

    // A guess of the hidden digits finds the same as the right ones do.
    private static PhonePattern Pattern(string digits, bool wholePhones) => digits.Length switch
    {
        _ when wholePhones => new("", digits, 0),
        Masking.ShownDigits => new("", digits, 2 * Masking.ShownDigits),
        > 2 * Masking.ShownDigits => new(digits[..Masking.ShownDigits], digits[^Masking.ShownDigits..], 2 * Masking.ShownDigits),
        _ => new("", "", int.MaxValue),
    };
}
