using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Templates;

/// <summary>Tells conditions in one plain sentence. The texts of a language hold its grammar: what stands where, and what joins it.</summary>
public sealed class TargetingSentence(IStringLocalizer<TargetingText> texts, TimeZoneInfo zone)
{
    // A list that is longer shows the first of them.
    private const int Longest = 8, Shown = 5;

    /// <summary>The sentence; nothing where no condition counts for what is asked for.</summary>
    /// <param name="conditions">What was read.</param>
    /// <param name="groups">Whether groups are meant, not customers. Conditions of the other kind are left out: whether they count is not documented.</param>
    public TargetingPhrase Tell(TargetingConditions conditions, bool groups)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        var sentence = Whole(groups ? "Groups" : "Customers", groups ? Groups(conditions) : Customers(conditions), groups ? null : conditions.Sex);
        var all = (conditions.AllCustomers, conditions.AllGroups) switch { (true, true) => "All_Both", (true, false) => "All_Customers", (false, true) => "All_Groups", _ => null };
        if (all is null) return sentence.Capital();
        var everybody = TargetingPhrase.Of(texts["All"], TargetingPhrase.Value(texts[all]));
        return sentence.Pieces.Count == 0 ? everybody : TargetingPhrase.Of(texts["AllBeside"], everybody, sentence);
    }

    private TargetingPhrase Whole(string noun, List<TargetingPhrase> clauses, string? sex)
    {
        var saidByNoun = SaidByNoun(sex);
        if (saidByNoun) noun += "_" + sex;
        if (clauses.Count == 0) return saidByNoun ? TargetingPhrase.Of(texts["Sentence_Noun"], TargetingPhrase.Value(texts["Noun_" + noun])) : TargetingPhrase.None;
        var name = saidByNoun ? TargetingPhrase.Value(texts["Noun_" + noun]) : TargetingPhrase.Of(texts["Noun_" + noun]);
        return TargetingPhrase.Of(texts["Sentence"], TargetingPhrase.Joined(texts["Then"], clauses), name);
    }

    // Some languages have a word for customers of a sex, others say it in a clause.
    private bool SaidByNoun(string? sex) => sex is "F" or "M" && texts["Noun_Customers_" + sex].Value != texts["Noun_Customers"].Value;

    private List<TargetingPhrase> Groups(TargetingConditions c) => Clauses(
        People("Owner", c.Owner), Listed("GroupName", c.GroupNames), Tags("Include", c.Include), Listed("ChatId", c.ChatIds));

    private List<TargetingPhrase> Customers(TargetingConditions c)
    {
        var (time, people) = (TargetingDates.Range(texts, c.AddedFrom, c.AddedUntil, zone), Anyone(c.AddedBy));
        var added = (time.Pieces.Count > 0, people.Pieces.Count > 0) switch
        {
            (true, true) => TargetingPhrase.Of(texts["Added_TimeBy"], time, people),
            (true, false) => TargetingPhrase.Of(texts["Added_Time"], time),
            (false, true) => TargetingPhrase.Of(texts["Added_By"], people),
            _ => TargetingPhrase.None,
        };
        var before = Clauses(added, Tags("Include", c.Include), Tags("Exclude", c.Exclude), Any("Location", c.Locations), Any("Chat", c.Chats));
        return Clauses([.. before, Sex(c.Sex, before.Count == 0), Ages(c.Ages), Listed("Remark", c.Remarks), Listed("Description", c.Descriptions)]);
    }

    private static List<TargetingPhrase> Clauses(params IEnumerable<TargetingPhrase> clauses) => [.. clauses.Where(x => x.Pieces.Count > 0)];

    private TargetingPhrase Sex(string? sex, bool first) => sex switch
    {
        null => TargetingPhrase.None,
        _ when SaidByNoun(sex) => TargetingPhrase.None,
        "M" or "F" or "UNKNOW" => TargetingPhrase.Of(texts[first ? "Sex_First" : "Sex_Later"], TargetingPhrase.Value(texts["Sex_" + sex])),
        _ => TargetingPhrase.Of(texts["Sex_Other"], TargetingPhrase.Value(sex)),
    };

    private TargetingPhrase Ages(TargetingAges? ages) => ages switch
    {
        { From: { } from, To: { } to } when from == to => TargetingPhrase.Of(texts["Age_Exact"], Number(from)),
        { From: { } from, To: { } to } => TargetingPhrase.Of(texts["Age_Between"], Number(from), Number(to)),
        { From: { } from } => TargetingPhrase.Of(texts["Age_From"], Number(from)),
        { To: { } to } => TargetingPhrase.Of(texts["Age_To"], Number(to)),
        _ => TargetingPhrase.None,
    };

    private TargetingPhrase Tags(string kind, TargetingTags? tags) => tags switch
    {
        null => TargetingPhrase.None,
        { Operator: 3 } => TargetingPhrase.Of(texts[kind + "_3"]),
        { Tags.Count: 1, Operator: 1 or 2 or 4 } => TargetingPhrase.Of(texts[kind + "_One"], TargetingPhrase.Value(tags.Tags[0].Name)),
        _ => TargetingPhrase.Of(texts[$"{kind}_{(Known(tags.Operator))}"], List([.. tags.Tags.Select(x => x.Name)], "Comma")),
    };

    private static string Known(int? code) => code switch { 1 => "1", 2 => "2", 4 => "4", _ => "Other" };

    private TargetingPhrase People(string clause, TargetingPeople people) => people.IsAnyone ? TargetingPhrase.None : TargetingPhrase.Of(texts[clause], Anyone(people));

    // "lina, anyone in department 12 or tagged Sales"
    private TargetingPhrase Anyone(TargetingPeople people)
    {
        List<TargetingPhrase> parts = [];
        if (people.Users.Count > 0) parts.Add(TargetingPhrase.Of(texts["People_Users"], List(people.Users, "OrLast")));
        if (people.Departments.Count > 0) parts.Add(TargetingPhrase.Of(texts["People_Departments"], List(people.Departments, "OrLast")));
        if (people.Tags.Count > 0) parts.Add(TargetingPhrase.Of(texts[people.Departments.Count > 0 ? "People_TagsToo" : "People_Tags"], List(people.Tags, "OrLast")));
        var lists = people.Users.Count > 1 || people.Departments.Count > 1 || people.Tags.Count > 1;
        return TargetingPhrase.Joined(texts[lists ? "OrLists" : "Or"], parts);
    }

    private TargetingPhrase Listed(string clause, IReadOnlyList<string> values) => values.Count == 0 ? TargetingPhrase.None : TargetingPhrase.Of(texts[clause], List(values, "Comma"));

    private TargetingPhrase Any(string clause, IReadOnlyList<string> values) => values.Count switch
    {
        0 => TargetingPhrase.None,
        1 => TargetingPhrase.Of(texts[clause + "_One"], TargetingPhrase.Value(values[0])),
        _ => TargetingPhrase.Of(texts[clause + "_Many"], List(values, "OrLast")),
    };

    private TargetingPhrase List(IReadOnlyList<string> values, string last)
    {
        if (values.Count > Longest)
        {
            var rest = TargetingPhrase.More(texts["More", (values.Count - Shown).ToString("N0", CultureInfo.CurrentCulture)], [.. values.Skip(Shown)]);
            return TargetingPhrase.Of(texts["Shortened"], Joined(values.Take(Shown)), rest);
        }
        return values.Count == 1 ? TargetingPhrase.Value(values[0])
            : TargetingPhrase.Joined(texts[last], [Joined(values.Take(values.Count - 1)), TargetingPhrase.Value(values[^1])]);
    }

    private TargetingPhrase Joined(IEnumerable<string> values) => TargetingPhrase.Joined(texts["Comma"], values.Select(TargetingPhrase.Value));

    private static TargetingPhrase Number(int years) => TargetingPhrase.Value(years.ToString(CultureInfo.CurrentCulture));
}
