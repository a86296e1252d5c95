using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Tests.Features.Tasks;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Auth;

/// <summary>A phone and an amount lie in every place that has some; their hidden digits are looked for in all that a Viewer's browser is sent.</summary>
public sealed partial class MaskedPagesTests : IAsyncLifetime
{
    private const string Phone = "6281597531864", Hidden = "59753", Amount = "83917.25";
    private readonly DashboardApp app = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Pages() =>
    [
        "/", "/batches", "/batches/1", "/batches/1?row=1", "/batches/1?state=Rejected", "/tasks", "/tasks?task=7", $"/tasks?phone={Phone[..4]}*", "/tasks?sort=phone",
        $"/tasks?q={Phone[^4..]}", "/tasks?log=call", "/tasks/7", "/templates", "/templates/9", "/embed/templates/9", "/embed/tasks", "/embed/tasks/7", "/embed/batches/1", "/signout",
    ];

    public async ValueTask InitializeAsync()
    {
        await app.AddTasksAsync(TaskData.Mirrored(7, x => x.UserPhone = Phone));
        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        db.Batches.Add(new()
        {
            Id = 1, SheetName = "sheet.csv", CreatedBy = "mei@test", State = BatchState.Completed, LineCount = 1, AssignmentCount = 1,
            HeadersJson = """["name","user_phone","total_amount"]""", CreatedAt = DateTimeOffset.UtcNow, ConfirmedAt = DateTimeOffset.UtcNow,
        });
        db.Assignments.Add(new()
        {
            Id = 1, BatchId = 1, FirstLine = 2, State = AssignmentState.Rejected, Name = "A", AuthId = 1, UserPhone = Phone, UserName = "Ann", AssigneeUsername = "incs_1", TotalAmount = Amount,
            OrdersJson = JsonSerializer.Serialize(new[] { new { order_number = "1", phone_number = Phone, due_amount = Amount } }), ChangedAt = DateTimeOffset.UtcNow,
        });
        db.SheetLines.Add(new() { BatchId = 1, Number = 2, CellsJson = JsonSerializer.Serialize(new[] { "A", Phone, Amount }), AssignmentId = 1 });
        await db.SaveChangesAsync(Cancel);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory, MemberData(nameof(Pages))]
    public async Task A_viewer_is_sent_neither_the_hidden_digits_nor_an_amount(string address)
    {
        var (browser, _) = await app.SignInAsync(Roles.Viewer);

        var page = await TextAsync(browser, address);

        Assert.DoesNotContain(Hidden, page, StringComparison.Ordinal);
        Assert.DoesNotContain(Amount, page, StringComparison.Ordinal);
    }

    [Theory, InlineData("/batches/1"), InlineData("/batches/1?row=1"), InlineData("/tasks?task=7"), InlineData("/tasks/7")]
    public async Task A_manager_is_sent_the_whole_number(string address)
    {
        var (browser, _) = await app.SignInAsync(Roles.Manager);

        Assert.Contains(Phone, await TextAsync(browser, address), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/tasks?phone=" + Hidden), InlineData("/tasks?phone=62815"), InlineData("/tasks?phone=31864"), InlineData("/tasks?q=" + Hidden)]
    public async Task A_viewer_finds_nobody_by_digits_that_are_hidden(string address)
    {
        var (browser, _) = await app.SignInAsync(Roles.Viewer);

        Assert.DoesNotContain("data-testid=\"task-row\"", await TextAsync(browser, address), StringComparison.Ordinal);
    }

    [Theory, InlineData("/tasks?phone=" + Phone), InlineData("/tasks?phone=31864")]
    public async Task A_manager_finds_them_by_the_whole_number_or_its_end(string address)
    {
        var (browser, _) = await app.SignInAsync(Roles.Manager);

        Assert.Contains("data-testid=\"task-row\"", await TextAsync(browser, address), StringComparison.Ordinal);
    }

    // What the prerendered page hands to its circuit lies in a comment, which the browser must not be able to read either.
    private static async Task<string> TextAsync(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        var handedOn = State().Matches(page).Select(x => x.Groups[1].Value).Where(x => Base64.IsValid(x)).Select(x => Encoding.UTF8.GetString(Convert.FromBase64String(x)));
        return WebUtility.HtmlDecode(page) + string.Concat(handedOn);
    }

    [GeneratedRegex("([A-Za-z0-9+/=]{200,})")]
    private static partial Regex State();
}
