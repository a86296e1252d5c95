namespace Dashboard.Auth;

/// <summary>What is recorded in the audit log: every code that <see cref="AuditTrail"/> is given.</summary>
public static class AuditActions
{
    /// <summary>The codes, in the order in which a list of them is shown; what stands before the point is the group.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "signin", "signin.out", "signin.frame",
        "sheet.upload", "sheet.read", "sheet.errors", "sheet.discard",
        "batch.confirm", "batch.undo", "batch.start", "batch.pause", "batch.resume", "batch.cancel", "batch.retry", "batch.decide", "batch.result",
        "tasks.export", "tasks.export.end", "tasks.check",
        "view.save", "view.rename", "view.update", "view.pin", "view.unpin", "view.move", "view.delete",
        "template.favourite", "template.unfavourite",
        "mapping.rename", "mapping.delete",
        "customer.forget",
        "personal.unmask",
        "audit.export", "audit.export.end",
    ];

    /// <summary>The group of a code, such as <c>batch</c> of <c>batch.confirm</c>.</summary>
    public static string GroupOf(string action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action.Split('.')[0];
    }
}
