using System.Buffers.Binary;
using System.IO.Compression;

namespace Dashboard.Features.Assign.Workbooks;

/// <summary>Opens a ZIP archive that may have been made to exhaust the server: bounds its directory before that is read, and every byte that is
/// unpacked, by counting what really comes out.</summary>
internal sealed class ZipGuard : IDisposable
{
    private const long MostDirectoryBytes = 4 * 1024 * 1024;
    private const int MostEntries = 10_000;
    private const long MostUnpackedBytes = 2L * 1024 * 1024 * 1024;
    private const long AlwaysAllowed = 64L * 1024 * 1024;

    // Sheets of a million like rows come to 60; a bomb to 1,000.
    private const int MostRatio = 150;
    private readonly ZipArchive archive;
    private readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.OrdinalIgnoreCase);
    private long allowed;

    private ZipGuard(Stream file)
    {
        if (DirectoryBytes(file) > MostDirectoryBytes) throw new SheetRefusedException("ZipBomb");
        allowed = Math.Min(MostUnpackedBytes, AlwaysAllowed + MostRatio * file.Length);
        file.Position = 0;
        archive = new ZipArchive(file, ZipArchiveMode.Read);
        if (archive.Entries.Count > MostEntries) throw new SheetRefusedException("ZipBomb");
        foreach (var entry in archive.Entries) entries.TryAdd(entry.FullName.Replace('\\', '/'), entry);
    }

    /// <summary>Names of what is in the archive.</summary>
    public IReadOnlyCollection<string> Names => entries.Keys;

    /// <summary>Opens an archive.</summary>
    /// <exception cref="SheetRefusedException">Its directory is too large.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ZipGuard Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024);
        try
        {
            return new(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Unpacks one entry; null when there is none of that name.</summary>
    public Stream? Unpack(string name) => entries.TryGetValue(name, out var entry) ? new UnpackedStream(entry.Open(), this) : null;

    /// <inheritdoc/>
    public void Dispose() => archive.Dispose();

    /// <summary>Takes unpacked bytes off what is allowed.</summary>
    /// <exception cref="SheetRefusedException">It is used up.</exception>
    internal void Spend(int bytes)
    {
        if ((allowed -= bytes) < 0) throw new SheetRefusedException("ZipBomb");
    }

    // The library reads the directory from its start to the file's end at once, whatever size it claims.
    private static long DirectoryBytes(Stream file)
    {
        var tail = new byte[Math.Min(file.Length, 22 + 20 + ushort.MaxValue)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + 22 > tail.Length) throw new InvalidDataException("The archive has no end.");
        long start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        if (start == uint.MaxValue && end >= 20 && tail.AsSpan(end - 20).StartsWith("PK\u0006\u0007"u8))
        {
            var large = new byte[56];
            file.Position = Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(end - 12)), 0, file.Length);
            if (file.ReadAtLeast(large, large.Length, throwOnEndOfStream: false) < large.Length) throw new InvalidDataException("The archive has no end.");
            start = BinaryPrimitives.ReadInt64LittleEndian(large.AsSpan(48));
        }
        return file.Length - Math.Clamp(start, 0, file.Length);
    }
}
