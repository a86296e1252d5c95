namespace Dashboard.Shared;

/// <summary>Carries what a person waits for to whatever page they have open meanwhile, in this process.</summary>
public sealed class Notices
{
    /// <summary>Raised by <see cref="Publish"/>, on its thread. Handlers only take note: they neither block nor throw.</summary>
    public event Action<Notice>? Published;

    /// <summary>Says it to the open pages of its account.</summary>
    public void Publish(Notice notice) => Published?.Invoke(notice);
}

/// <summary>Something that is done.</summary>
/// <param name="Account">Whom it concerns.</param>
/// <param name="Kind">Its text in <c>SharedText</c>, such as <c>Notice_Completed</c>.</param>
/// <param name="Subject">What it is about, such as the sheet's name.</param>
/// <param name="Link">Where it is shown.</param>
public sealed record Notice(string Account, string Kind, string Subject, string Link);
