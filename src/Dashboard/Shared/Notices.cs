namespace Dashboard.Shared;

/// <summary>Carries what a person waits for to whatever page they have open meanwhile, in this process.</summary>
public sealed class Notices
{
    private readonly Subscribers<Notice> subscribers = new();

    /// <summary>Calls a handler at each <see cref="Publish"/>, on its thread; it only takes note: it neither blocks nor throws.</summary>
    /// <returns>Dispose of it to hear no more.</returns>
    public IDisposable Subscribe(Action<Notice> handler) => subscribers.Add(handler);

    /// <summary>Says it to the open pages of its account.</summary>
    public void Publish(Notice notice) => subscribers.Publish(notice);
}

/// <summary>Something that is done.</summary>
/// <param name="Account">Whom it concerns.</param>
/// <param name="Kind">Its text in <c>SharedText</c>, such as <c>Notice_Completed</c>.</param>
/// <param name="Subject">What it is about, such as the sheet's name.</param>
/// <param name="Link">Where it is shown.</param>
public sealed record Notice(string Account, string Kind, string Subject, string Link);
