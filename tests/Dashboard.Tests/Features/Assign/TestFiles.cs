using Dashboard.Data;
using Dashboard.Features.Assign;

namespace Dashboard.Tests.Features.Assign;

/// <summary>Stored sheets in a folder of their own.</summary>
internal sealed class TestFiles : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sheets").FullName;

    /// <summary>Stores a file.</summary>
    public string Add(byte[] file)
    {
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(path, file);
        return path;
    }

    public async Task<(Batch Batch, string Path)> OpenAsync(byte[] file, SheetChoice? choice = null)
    {
        var path = Add(file);
        var batch = new Batch { SheetName = "sheet", CreatedBy = "mei@test" };
        (await SheetSource.ReadHeadAsync(path, choice ?? new(), TestContext.Current.CancellationToken)).ApplyTo(batch);
        return (batch, path);
    }

    public async Task<List<SheetRecord>> ReadAsync(byte[] file, SheetChoice? choice = null)
    {
        var (batch, path) = await OpenAsync(file, choice);
        using var sheet = SheetSource.Open(path, batch);
        return [.. sheet.Records()];
    }

    public async Task<SheetRefusedException> RefusedAsync(byte[] file, SheetChoice? choice = null) =>
        await Assert.ThrowsAsync<SheetRefusedException>(() => OpenAsync(file, choice));

    public static IReadOnlyList<SheetRemark> Remarks(Batch batch) => System.Text.Json.JsonSerializer.Deserialize<List<SheetRemark>>(batch.RemarksJson ?? "[]")!;

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
