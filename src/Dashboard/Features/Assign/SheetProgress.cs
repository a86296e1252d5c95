namespace Dashboard.Features.Assign;

/// <summary>How far a check is.</summary>
/// <param name="Stage">What it does.</param>
/// <param name="Share">0 to 1, of the whole check.</param>
/// <param name="Lines">Lines, or assignments, done so far in this stage.</param>
public sealed record SheetProgress(CheckStage Stage, double Share, int Lines);

/// <summary>Stages of a check.</summary>
public enum CheckStage
{
    /// <summary>The sheet is read, and its customers are counted.</summary>
    Read = 0,

    /// <summary>Every line is checked and stored.</summary>
    Store = 1,

    /// <summary>The assignments are compared with open tasks and earlier batches.</summary>
    Compare = 2,
}

/// <summary>Progress of one stage as a part of the whole.</summary>
public sealed class SheetStage(IProgress<SheetProgress> whole, int stage)
{
    // Their parts of the time, as measured with a million lines.
    private static readonly double[] Ends = [0, 0.07, 0.78, 1];

    /// <summary>Says how far the stage is.</summary>
    /// <param name="share">0 to 1, of the stage.</param>
    /// <param name="lines">Lines, or assignments, done so far in it.</param>
    public void Report(double share, int lines) =>
        whole.Report(new((CheckStage)stage, Ends[stage] + Math.Clamp(share, 0, 1) * (Ends[stage + 1] - Ends[stage]), lines));
}
