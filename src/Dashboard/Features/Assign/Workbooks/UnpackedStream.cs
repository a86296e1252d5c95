namespace Dashboard.Features.Assign.Workbooks;

/// <summary>XML that is being unpacked: counts its bytes, and refuses a single text or tag that no workbook has.</summary>
internal sealed class UnpackedStream(Stream inner, ZipGuard guard) : Stream
{
    // A cell holds 32,767 characters at most; the XML reader would take a text of gigabytes into memory at once.
    private const int LongestText = 1024 * 1024;
    private int run;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        guard.Spend(read);
        var bytes = buffer[..read];
        var first = bytes.IndexOf((byte)'<');
        run += first < 0 ? read : first;
        if (run > LongestText) throw new SheetRefusedException("ZipBomb");
        if (first >= 0) run = read - bytes.LastIndexOf((byte)'<');
        return read;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
