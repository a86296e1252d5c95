using System.Data;
using System.Data.Common;

namespace Dashboard.Data;

/// <summary>One SQL statement that is run for many rows: prepared once, looped over on SQLite, one round trip on PostgreSQL.</summary>
internal sealed class RowStatement(DbConnection connection, string sql, params (string Name, DbType Type)[] parameters) : IDisposable
{
    private DbCommand? prepared;

    /// <summary>Runs it once for each row of parameter values, in order.</summary>
    /// <returns>The number of affected database rows for each.</returns>
    public Task<int[]> RunAsync(DbTransaction transaction, IReadOnlyCollection<object?[]> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return Task.FromResult<int[]>([]);
        return connection.CanCreateBatch ? BatchedAsync(transaction, rows, cancellationToken) : LoopedAsync(transaction, rows, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => prepared?.Dispose();

    private async Task<int[]> BatchedAsync(DbTransaction transaction, IReadOnlyCollection<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var row in rows)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            for (var i = 0; i < parameters.Length; i++)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.DbType) = parameters[i];
                parameter.Value = PostgresText.Clean(row[i]) ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }
            batch.BatchCommands.Add(command);
        }
        // Once a connection: planning would take longer than doing it.
        await batch.PrepareAsync(cancellationToken);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return [.. batch.BatchCommands.Select(x => x.RecordsAffected)];
    }

    private async Task<int[]> LoopedAsync(DbTransaction transaction, IReadOnlyCollection<object?[]> rows, CancellationToken cancellationToken)
    {
        if (prepared is null)
        {
            prepared = connection.CreateCommand();
            prepared.CommandText = sql;
            foreach (var (name, type) in parameters)
            {
                var parameter = prepared.CreateParameter();
                (parameter.ParameterName, parameter.DbType) = (name, type);
                prepared.Parameters.Add(parameter);
            }
        }
        prepared.Transaction = transaction;
        var affected = new int[rows.Count];
        var n = 0;
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Length; i++) prepared.Parameters[i].Value = row[i] ?? DBNull.Value;
            affected[n++] = await prepared.ExecuteNonQueryAsync(cancellationToken);
        }
        return affected;
    }
}
