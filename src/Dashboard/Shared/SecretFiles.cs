namespace Dashboard.Shared;

/// <summary>Secrets from files, as container platforms mount them: in the folder that <c>Secrets:Directory</c> names, one a file, named as the environment would name it
/// (<c>Incs__Token</c>). A file wins over the environment; it is read once, at the start.</summary>
public static class SecretFiles
{
    /// <summary>Key of the folder's path, such as <c>/run/secrets</c>.</summary>
    public const string Key = "Secrets:Directory";

    /// <summary>Adds them where the key is set.</summary>
    /// <exception cref="InvalidOperationException">There is no such folder.</exception>
    public static void AddSecretFiles(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Configuration[Key] is not { Length: > 0 } folder) return;
        var path = Path.GetFullPath(folder, builder.Environment.ContentRootPath);
        if (!Directory.Exists(path)) throw new InvalidOperationException($"{Key} names {folder}, which is no folder.");
        builder.Configuration.AddKeyPerFile(path, optional: false);
    }
}
