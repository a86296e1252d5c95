using System.Data.Common;

namespace Dashboard.Data;

/// <summary>Transactions that met: PostgreSQL has undone one of them, and it may simply be made again. SQLite has one writer, so there it never happens.</summary>
public static class Conflicts
{
    private const int Tries = 5;

    /// <summary>Makes a transaction, again where it met another. It must begin and commit within <paramref name="transaction"/> and read all anew.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="transaction">Begins, writes and commits.</param>
    /// <param name="cancellationToken">Ends the waiting between two tries.</param>
    public static async Task<T> RetryAsync<T>(TimeProvider time, Func<Task<T>> transaction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await transaction();
            }
            catch (Exception e) when (tried < Tries && IsConflict(e))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(10, 50) * tried), time, cancellationToken);
            }
        }
    }

    /// <summary>Whether the database says that it undid a transaction for another's sake: a deadlock, a failed serialization, or a row that the other was first to insert or claim.</summary>
    public static bool IsConflict(Exception? e) => e is DbException { SqlState: "40P01" or "40001" or "23505" } || (e?.InnerException is { } inner && IsConflict(inner));
}
