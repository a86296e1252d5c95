namespace Dashboard.Data;

/// <summary>A key with which cookies and forms are encrypted and signed: all servers on this database share it.</summary>
public sealed class DataProtectionKey
{
    /// <summary>Number of the row.</summary>
    public long Id { get; set; }

    /// <summary>The framework's name for it, unique.</summary>
    public required string Name { get; set; }

    /// <summary>The key as the framework writes it.</summary>
    public required string Xml { get; set; }
}
