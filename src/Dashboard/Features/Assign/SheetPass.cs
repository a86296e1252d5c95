using Dashboard.Data;

namespace Dashboard.Features.Assign;

/// <summary>One reading of a stored sheet from its start to its end, with progress by bytes. A check reads twice.</summary>
internal sealed class SheetPass : IDisposable
{
    private const int ReportEvery = 500;
    private readonly SheetReader reader;
    private readonly SheetStage progress;

    public SheetPass(SheetFolder folder, Batch batch, SheetStage progress)
    {
        reader = SheetSource.Open(folder.PathOf(batch.StoredFile!), batch);
        this.progress = progress;
    }

    /// <summary>Data lines read.</summary>
    public int Lines { get; private set; }

    public IEnumerable<SheetRecord> Records(CancellationToken cancellationToken)
    {
        foreach (var record in reader.Records())
        {
            if (++Lines % ReportEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress.Report(reader.Share, Lines);
            }
            yield return record;
        }
    }

    public void Dispose() => reader.Dispose();
}
