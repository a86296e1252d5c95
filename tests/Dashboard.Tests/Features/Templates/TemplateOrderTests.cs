using Dashboard.Features.Templates;
using Dashboard.Upstream.Wshoto;

namespace Dashboard.Tests.Features.Templates;

public sealed class TemplateOrderTests
{
    private static readonly DateTimeOffset Day = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<long, TemplateFavourite> Stars = new() { [1] = new("a", Day), [3] = new("b", Day.AddDays(1)) };

    private static readonly TemplateRow[] Rows =
    [
        Row(1, "Spring 10", 2, 3, "lina", 7, 1), Row(2, "spring 9", -1, 1, "", 9, 2), Row(3, "Autumn", 42, null, "bo", null, 3), Row(4, "", null, 3, "lina", 8, 4),
    ];

    [Theory]
    [InlineData("-created", "4 3 2 1")]
    [InlineData("created", "1 2 3 4")]
    [InlineData("name", "3 2 1 4")]
    [InlineData("-name", "1 2 3 4")]
    [InlineData("status", "1 2 3 4")]
    [InlineData("-status", "3 2 1 4")]
    [InlineData("priority", "2 4 1 3")]
    [InlineData("-priority", "4 1 2 3")]
    [InlineData("creator", "3 4 1 2")]
    [InlineData("ends", "1 4 2 3")]
    [InlineData("-fav", "3 1 4 2")]
    [InlineData("fav", "1 3 4 2")]
    public void Rows_are_sorted_and_what_has_no_value_comes_last(string sort, string ids) =>
        Assert.Equal(ids, string.Join(' ', TemplateOrder.Sort(Rows, sort, Stars).Select(x => x.Template.Id)));

    [Theory]
    [InlineData("-created", "created", "created")]
    [InlineData("name", "created", "-created")]
    [InlineData("-created", "name", "name")]
    [InlineData("name", "name", "-name")]
    [InlineData("-name", "name", "name")]
    [InlineData("-fav", "fav", "fav")]
    public void A_title_leads_to_its_column_and_back_again(string sort, string column, string next) => Assert.Equal(next, TemplateOrder.Next(sort, column));

    private static TemplateRow Row(long id, string name, int? status, int? priority, string creator, int? ends, int created) =>
        new(new WshotoTemplate { Id = id, Name = name, Status = status, Priority = priority, Creator = creator, EndsAt = ends is { } x ? Day.AddDays(x) : null, CreatedAt = Day.AddDays(created) }, null);
}
