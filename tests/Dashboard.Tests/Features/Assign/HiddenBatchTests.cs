using Bunit;
using Dashboard.Auth;
using Dashboard.Data;
using Dashboard.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Features.Assign;

/// <summary>A batch's page for a Manager who hides personal data.</summary>
public sealed class HiddenBatchTests() : BatchPageTests.PageTest(Roles.Manager, hides: true)
{
    private const string Phone = "6281597531864", Said = $"user_phone {Phone} is blocked";

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Neither_the_page_nor_an_address_in_it_holds_what_is_hidden()
    {
        var (batch, assignment) = await AddAsync();

        var page = await OpenAsync(batch, $"row={assignment}");

        Assert.DoesNotContain("59753", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["user_phone **** is blocked"], page.FindAll("[data-testid=batch-reasons] a > span:last-child").Select(x => x.TextContent));
    }

    [Fact]
    public async Task One_cell_of_the_sheet_shows_by_a_click_and_no_other_one()
    {
        var (batch, assignment) = await AddAsync();
        var page = await OpenAsync(batch, $"row={assignment}");

        await page.ClickOnAsync(".cells button", 1);

        page.WaitForAssertion(() => Assert.Equal(["****", Phone, "****"], page.FindAll(".cells dd").Select(x => x.QuerySelector("span")!.TextContent)));
        Assert.DoesNotContain("83917.25", page.Markup, StringComparison.Ordinal);
        await using var db = Database.CreateDbContext();
        var entry = await db.AuditEntries.SingleAsync(Cancel);
        Assert.Equal(("personal.unmask", $"batch {batch}", $"value=cell; assignment={assignment}; line=2; column=2"), (entry.Action, entry.Target, entry.Detail));
    }

    private async Task<(long Batch, long Assignment)> AddAsync()
    {
        var id = await Database.AddBatchAsync(1, change: (x, _) => (x.State, x.UserPhone, x.Reason) = (AssignmentState.Rejected, Phone, Said));
        await using var db = Database.CreateDbContext();
        var assignment = await db.Assignments.SingleAsync(x => x.BatchId == id, Cancel);
        await db.Batches.Where(x => x.Id == id).ExecuteUpdateAsync(set => set.SetProperty(x => x.HeadersJson, """["name","user_phone","total_amount"]"""), Cancel);
        await db.SheetLines.Where(x => x.BatchId == id).ExecuteDeleteAsync(Cancel);
        db.SheetLines.Add(new() { BatchId = id, Number = 2, AssignmentId = assignment.Id, CellsJson = $"""["A","{Phone}","83917.25"]""" });
        db.Attempts.Add(new() { AssignmentId = assignment.Id, Number = 1, StartedAt = Time.GetUtcNow(), Outcome = "Refused", HttpStatus = 400, Message = Said });
        await db.SaveChangesAsync(Cancel);
        return (id, assignment.Id);
    }
}
