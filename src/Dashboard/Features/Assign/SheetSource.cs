using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dashboard.Data;
using Dashboard.Features.Assign.Workbooks;

namespace Dashboard.Features.Assign;

/// <summary>The one way into a stored sheet, whether it is text or a workbook. The rows of a workbook's tab are taken out once and kept beside it.</summary>
public static class SheetSource
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Opens the sheet of a draft or batch as it is to be read.</summary>
    /// <param name="path">Where the stored file is.</param>
    /// <param name="batch">Says the encoding and delimiter, or the tab.</param>
    /// <exception cref="SheetRefusedException">It can't be read that way.</exception>
    public static SheetReader Open(string path, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Tab is { } tab) return Reading(RowsOf(path, tab, CancellationToken.None), SheetReader.OpenNumbered);
        var delimiter = batch.Delimiter is [var given] ? given : (char?)null;
        return Reading(path, file => SheetReader.Open(file, SheetFormat.ByName(batch.Encoding ?? "utf-8"), delimiter));
    }

    /// <summary>Finds out how a file is to be read, as far as the choice leaves it open, and reads it that far.</summary>
    /// <exception cref="SheetRefusedException">It can't be read as a whole, or not that way.</exception>
    public static async Task<SheetHead> ReadHeadAsync(string path, SheetChoice choice, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(choice);
        var kind = await FindKindAsync(path, cancellationToken);
        return kind == SheetKind.Text
            ? await ReadTextHeadAsync(path, choice, cancellationToken)
            : await Task.Run(() => ReadWorkbookHead(path, kind, choice, cancellationToken), cancellationToken);
    }

    /// <summary>The tabs of a workbook; none of a text file.</summary>
    /// <exception cref="SheetRefusedException">The file is damaged.</exception>
    public static async Task<IReadOnlyList<WorkbookTab>> TabsAsync(string path, CancellationToken cancellationToken)
    {
        var kind = await FindKindAsync(path, cancellationToken);
        if (kind == SheetKind.Text) return [];
        using var workbook = await Task.Run(() => Workbook.Open(path, kind), cancellationToken);
        return workbook.Tabs;
    }

    private static async Task<SheetKind> FindKindAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = OpenFile(path);
        var start = new byte[512];
        return SheetKinds.Find(start.AsSpan(0, await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken)));
    }

    private static async Task<SheetHead> ReadTextHeadAsync(string path, SheetChoice choice, CancellationToken cancellationToken)
    {
        Encoding encoding;
        await using (var file = OpenFile(path))
        {
            if (choice.Encoding is { } chosen) await SheetFormat.EnsureFitsAsync(file, encoding = SheetFormat.ByName(chosen), cancellationToken);
            else encoding = await SheetFormat.FindEncodingAsync(file, cancellationToken);
        }
        using var sheet = Reading(path, file => SheetReader.Open(file, encoding, choice.Delimiter));
        EnsureLines(sheet);
        return new(encoding.WebName, sheet.Delimiter.ToString(), null, sheet.Headers, []);
    }

    private static SheetHead ReadWorkbookHead(string path, SheetKind kind, SheetChoice choice, CancellationToken cancellationToken)
    {
        using var workbook = Workbook.Open(path, kind);
        var tab = choice.Tab ?? workbook.FirstWithData().Name;
        var remarks = Extract(workbook, path, tab, cancellationToken);
        using var sheet = Reading(PathOfRows(path, tab), SheetReader.OpenNumbered);
        EnsureLines(sheet);
        return new(null, null, tab, sheet.Headers, remarks);
    }

    private static string RowsOf(string path, string tab, CancellationToken cancellationToken)
    {
        var rows = PathOfRows(path, tab);
        if (File.Exists(rows)) return rows;
        Span<byte> start = stackalloc byte[512];
        using (var file = OpenFile(path)) start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        using var workbook = Workbook.Open(path, SheetKinds.Find(start));
        Extract(workbook, path, tab, cancellationToken);
        return rows;
    }

    private static IReadOnlyList<SheetRemark> Extract(Workbook workbook, string path, string tab, CancellationToken cancellationToken)
    {
        var rows = PathOfRows(path, tab);
        var unfinished = $"{rows}.{Guid.NewGuid():N}";
        try
        {
            var remarks = workbook.Extract(tab, unfinished, cancellationToken);
            File.Move(unfinished, rows, overwrite: true);
            return remarks;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    // SheetFolder.Delete removes it with the file, whose name it begins with.
    private static string PathOfRows(string path, string tab) => $"{path}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tab))[..8])}.rows";

    private static void EnsureLines(SheetReader sheet)
    {
        if (!sheet.Records().Any()) throw new SheetRefusedException("HeaderOnly");
    }

    private static SheetReader Reading(string path, Func<Stream, SheetReader> open)
    {
        var file = OpenFile(path);
        try
        {
            return open(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes, FileOptions.SequentialScan);
}

/// <summary>What a person decided about reading a file; what is null is found.</summary>
/// <param name="Encoding">Name of the encoding.</param>
/// <param name="Delimiter">The delimiter.</param>
/// <param name="Tab">The workbook's tab.</param>
public sealed record SheetChoice(string? Encoding = null, char? Delimiter = null, string? Tab = null);

/// <summary>How a file is read, and its header.</summary>
/// <param name="Encoding">Name of the encoding; null for a workbook.</param>
/// <param name="Delimiter">The delimiter; null for a workbook.</param>
/// <param name="Tab">The workbook's tab; null for text.</param>
/// <param name="Headers">The header's cells.</param>
/// <param name="Remarks">What is to be said of the file as a whole.</param>
public sealed record SheetHead(string? Encoding, string? Delimiter, string? Tab, IReadOnlyList<string> Headers, IReadOnlyList<SheetRemark> Remarks)
{
    /// <summary>The headers as they are stored.</summary>
    public string HeadersJson => JsonSerializer.Serialize(Headers);

    /// <summary>The remarks as they are stored; null for none.</summary>
    public string? RemarksJson => Remarks.Count > 0 ? JsonSerializer.Serialize(Remarks) : null;

    /// <summary>Notes it in a batch.</summary>
    public void ApplyTo(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        (batch.Encoding, batch.Delimiter, batch.Tab, batch.HeadersJson, batch.RemarksJson) = (Encoding, Delimiter, Tab, HeadersJson, RemarksJson);
    }
}
