using System.Globalization;
using Microsoft.Playwright;

namespace Dashboard.E2E.Support;

/// <summary>Sheets to upload, and what the pages say of them.</summary>
public static class Sheets
{
    /// <summary>A header and lines that are all right, each for another customer.</summary>
    public static IEnumerable<string> Lines(int count, string prefix = "62877") =>
        Enumerable.Range(0, count)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"Follow-up {i},30058,{prefix}{i:D8},Customer {i},incs_{i % 12 + 1}"))
            .Prepend("name,auth_id,user_phone,user_name,assignee_username");

    /// <summary>Gives the file to the input and waits for the columns.</summary>
    public static async Task UploadAsync(IPage page, string path)
    {
        await page.GetByTestId("sheet-input").SetInputFilesAsync(path);
        await page.GetByTestId("mapping-confirm").WaitForAsync(new() { Timeout = 120_000 });
    }

    /// <summary>The whole way in: upload, check, confirm. Returns once the batch's page shows its progress.</summary>
    public static async Task AssignAsync(IPage page, string path)
    {
        await UploadAsync(page, path);
        await page.GetByTestId("mapping-confirm").ClickAsync();
        await page.GetByTestId("batch-confirm").ClickAsync(new() { Timeout = 120_000 });
        await page.GetByTestId("batch-progress").WaitForAsync();
    }

    public static async Task<int> NumberAsync(ILocator element, string attribute) =>
        int.Parse(await element.GetAttributeAsync(attribute) ?? throw new InvalidOperationException($"{attribute} is missing."), CultureInfo.InvariantCulture);
}
