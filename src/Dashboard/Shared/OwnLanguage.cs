namespace Dashboard.Shared;

/// <summary>A handler that is called on other threads in the language of whoever made this: a page that renders in the call would else be
/// in the server's.</summary>
public sealed class OwnLanguage<T>(Action<T> handler)
{
    private readonly ExecutionContext? context = ExecutionContext.Capture();

    /// <summary>Calls it.</summary>
    public void Call(T news)
    {
        if (context is null) handler(news);
        else ExecutionContext.Run(context, _ => handler(news), null);
    }
}
