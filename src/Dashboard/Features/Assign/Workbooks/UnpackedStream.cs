namespace Dashboard.Features.Assign.Workbooks;

/// <summary>XML that is being unpacked: counts its bytes, and refuses a single text or tag that no workbook has.</summary>
internal sealed class UnpackedStream(Stream inner, ZipGuard guard) : ForwardStream
{
    // A cell holds 32,767 characters at most; the XML reader would take a text of gigabytes into memory at once.
    private const int LongestText = 1024 * 1024;
    private int run;

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
    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
