using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Shared;
using Dashboard.Tests.Features.Tasks;
using Dashboard.Tests.Support;

namespace Dashboard.Tests.Auth;

/// <summary>A phone and an amount lie in every place that has some; their hidden digits are looked for in all that a Viewer's browser is sent, and that of a Manager who hides them.
/// What Wshoto answers holds neither: its templates are written for everybody, its targeting names tags, places and employees, its progress counts, and its customers are ids of its own.</summary>
public sealed partial class MaskedPagesTests : IAsyncLifetime
{
    private const string Phone = "6281597531864", Hidden = "59753", Amount = "83917.25";
    private const string Said = $"user_phone {Phone} owes {Amount} already";
    private static readonly string Orders = JsonSerializer.Serialize(new[] { new { order_number = "1", phone_number = Phone, loan_amount = Amount, due_amount = Amount } });
    private readonly DashboardApp app = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Pages() =>
    [
        "/", "/batches", "/batches/1", "/batches/1?row=1", "/batches/1?row=2", "/batches/1?state=Rejected", "/tasks", "/tasks?task=7", "/tasks?open=7", $"/tasks?phone={Phone[..4]}*", "/tasks?sort=phone",
        $"/tasks?q={Phone[^4..]}", "/tasks?log=call", "/tasks/7", "/templates", "/templates/9", "/embed/templates/9", "/embed/tasks", "/embed/tasks?task=7&open=7", "/embed/tasks/7", "/embed/batches/1",
        "/embed/batches/1?row=1", "/embed/batches/1?row=2", "/signout",
    ];

    public async ValueTask InitializeAsync()
    {
        // A remark is free text: whoever wrote it may have put a number there, grouped like this or that.
        await app.AddTasksAsync(
            TaskData.Mirrored(7, x => (x.UserPhone, x.Logs) = (Phone, [TaskData.Log(71, 4, comment: $"call +62 81-{Hidden}-{Phone[^4..]}, owes {Amount}"), TaskData.Log(72, 4, minutes: 1, comment: $"call {Phone}, paid {Amount}")])),
            TaskData.Mirrored(8, x => x.UserPhone = Phone));
        await using var db = await app.Databases.CreateDbContextAsync(Cancel);
        db.Batches.Add(new()
        {
            Id = 1, SheetName = "sheet.csv", CreatedBy = "mei@test", State = BatchState.Completed, LineCount = 1, AssignmentCount = 1,
            HeadersJson = """["name","user_phone","total_amount"]""", CreatedAt = DateTimeOffset.UtcNow, ConfirmedAt = DateTimeOffset.UtcNow,
        });
        db.Assignments.Add(new()
        {
            Id = 1, BatchId = 1, FirstLine = 2, State = AssignmentState.Rejected, Name = "A", AuthId = 1, UserPhone = Phone, UserName = "Ann", AssigneeUsername = "incs_1", TotalAmount = Amount,
            OrdersJson = Orders, ChangedAt = DateTimeOffset.UtcNow, Reason = Said,
        });
        db.Assignments.Add(new()
        {
            Id = 2, BatchId = 1, FirstLine = 3, State = AssignmentState.Assigned, TaskId = 7, Name = "A", AuthId = 1, UserPhone = Phone, UserName = "Ann", AssigneeUsername = "incs_1", TotalAmount = Amount,
            OrdersJson = Orders, ChangedAt = DateTimeOffset.UtcNow,
        });
        foreach (var id in new[] { 1, 2 })
        {
            db.SheetLines.Add(new() { BatchId = 1, Number = id + 1, CellsJson = JsonSerializer.Serialize(new[] { "A", Phone, Amount }), AssignmentId = id });
            db.Attempts.Add(new() { AssignmentId = id, Number = 1, StartedAt = DateTimeOffset.UtcNow, Outcome = "Refused", HttpStatus = 400, Message = Said });
        }
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

    [Theory, MemberData(nameof(Pages))]
    public async Task Nor_is_a_manager_who_hides_them(string address)
    {
        var browser = await HidingAsync();

        var page = await TextAsync(browser, address);

        Assert.DoesNotContain(Hidden, page, StringComparison.Ordinal);
        Assert.DoesNotContain(Amount, page, StringComparison.Ordinal);
    }

    [Theory, InlineData("/embed/tasks?task=7"), InlineData("/embed/tasks/7"), InlineData("/embed/batches/1?row=2")]
    public async Task Nor_is_a_manager_in_a_frame_for_which_the_portal_says_so(string address)
    {
        var (browser, _) = await app.SignInAsync(Roles.Manager);
        var hidden = address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "personal=hidden";

        Assert.Contains(Phone, await TextAsync(browser, address), StringComparison.Ordinal);
        Assert.DoesNotContain(Hidden, await TextAsync(browser, hidden), StringComparison.Ordinal);
        // What says something else, or too much, unhides nothing; and outside of frames nobody is asked.
        Assert.DoesNotContain(Hidden, await TextAsync(browser, hidden + "&personal=shown"), StringComparison.Ordinal);
        Assert.DoesNotContain(Hidden, await TextAsync(await HidingAsync(), address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "personal=shown"), StringComparison.Ordinal);
        Assert.Contains(Phone, await TextAsync(browser, hidden["/embed".Length..]), StringComparison.Ordinal);
    }

    [Theory, InlineData("/tasks"), InlineData("/tasks/7"), InlineData("/batches/1"), InlineData("/batches/1?row=2")]
    public async Task Only_whoever_has_the_role_may_ask_for_what_is_hidden(string address)
    {
        var cookies = new CookieContainer();
        cookies.Add(new Cookie("personal", "hidden", "/", "localhost"));
        var (viewer, _) = await app.SignInAsync(Roles.Viewer, cookies);

        Assert.Contains("data-testid=\"unmask\"", await TextAsync(await HidingAsync(), address), StringComparison.Ordinal);
        Assert.DoesNotContain("data-testid=\"unmask\"", await TextAsync(viewer, address), StringComparison.Ordinal);
    }

    [Theory, InlineData("/tasks/export.csv"), InlineData("/batches/1/result.csv"), InlineData("/batches/1/errors.csv"), InlineData("/audit/export.csv")]
    public async Task A_viewer_is_refused_every_file_that_holds_them(string address)
    {
        var (browser, _) = await app.SignInAsync(Roles.Viewer);

        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative), Cancel);

        Assert.Contains("/forbidden", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_manager_exports_is_whole_though_their_pages_hide_it()
    {
        using var answer = await (await HidingAsync()).GetAsync(new Uri("/tasks/export.csv", UriKind.Relative), Cancel);

        Assert.Contains(Phone, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory, InlineData("/batches/1"), InlineData("/batches/1?row=1"), InlineData("/tasks?task=7"), InlineData("/tasks/7")]
    public async Task A_manager_is_sent_the_whole_number(string address)
    {
        var (browser, _) = await app.SignInAsync(Roles.Manager);

        Assert.Contains(Phone, await TextAsync(browser, address), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/tasks?phone=" + Hidden), InlineData("/tasks?phone=62815"), InlineData("/tasks?phone=31864"), InlineData("/tasks?q=" + Hidden), InlineData("/tasks?log=" + Hidden), InlineData("/tasks?log=" + Amount)]
    public async Task A_viewer_finds_nobody_by_digits_that_are_hidden(string address)
    {
        var (browser, _) = await app.SignInAsync(Roles.Viewer);

        Assert.DoesNotContain("data-testid=\"task-row\"", await TextAsync(browser, address), StringComparison.Ordinal);
    }

    [Theory, InlineData("/tasks?phone=" + Phone), InlineData("/tasks?phone=31864"), InlineData("/tasks?log=" + Hidden)]
    public async Task A_manager_finds_them_by_the_whole_number_or_its_end(string address)
    {
        var (browser, _) = await app.SignInAsync(Roles.Manager);

        Assert.Contains("data-testid=\"task-row\"", await TextAsync(browser, address), StringComparison.Ordinal);
    }

    private async Task<HttpClient> HidingAsync()
    {
        var (browser, token) = await app.SignInAsync(Roles.Manager);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["hide"] = "true", ["__RequestVerificationToken"] = token });
        using var answer = await browser.PostAsync(new Uri(Links.Personal, UriKind.Relative), form, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
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
