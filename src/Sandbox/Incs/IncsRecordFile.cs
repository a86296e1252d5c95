using System.Text.Json;

namespace Sandbox.Incs;

/// <summary>The creations as JSON lines, handed to the operating system one by one: a killed sandbox knows them all when it comes back.</summary>
public sealed class IncsRecordFile : IDisposable
{
    private readonly FileStream file;

    /// <summary>Opens or creates it and reads what is there.</summary>
    /// <param name="folder">Where it lies.</param>
    /// <param name="now">The anchor of the seed when it is new.</param>
    public IncsRecordFile(string folder, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        file = new FileStream(Path.Combine(folder, "incs.jsonl"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        using var reader = new StreamReader(file, leaveOpen: true);
        var text = reader.ReadToEnd();
        // A line torn by a kill has no end: it was never answered either.
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        var lines = whole.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        file.SetLength(System.Text.Encoding.UTF8.GetByteCount(whole));
        file.Seek(0, SeekOrigin.End);
        Anchor = lines.Length > 0 ? JsonSerializer.Deserialize<DateTimeOffset>(lines[0]) : now;
        Tasks = [.. lines.Skip(1).Select(x => JsonSerializer.Deserialize<SandboxTask>(x)!)];
        if (lines.Length == 0) Write(Anchor);
    }

    /// <summary>When the sandbox first started (UTC).</summary>
    public DateTimeOffset Anchor { get; }

    /// <summary>Tasks that calls have created, oldest first.</summary>
    public IReadOnlyList<SandboxTask> Tasks { get; }

    /// <summary>Adds a creation.</summary>
    public void Add(SandboxTask task) => Write(task);

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void Write<T>(T value)
    {
        JsonSerializer.Serialize(file, value);
        file.WriteByte((byte)'\n');
        file.Flush();
    }
}
