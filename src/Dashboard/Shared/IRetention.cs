namespace Dashboard.Shared;

/// <summary>Removes what one part of the product keeps no longer. <see cref="RetentionJob"/> runs all of them.</summary>
public interface IRetention
{
    /// <summary>Removes all whose time has come, in short transactions. Broken off, the next pass goes on.</summary>
    Task PassAsync(CancellationToken cancellationToken);
}
