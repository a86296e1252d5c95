using System.Data;
using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Data;

/// <summary>Adds many rows to a table: a prepared statement on SQLite, COPY on PostgreSQL.</summary>
internal sealed class RowInsert(DbConnection connection, string table, params (string Name, DbType Type)[] columns) : IDisposable
{
    private readonly RowStatement statement = new(connection,
        $"""INSERT INTO "{table}" ({Names(columns)}) VALUES ({string.Join(", ", columns.Select(x => "@" + x.Name))})""", columns);

    /// <summary>Adds the rows, each the values of the columns in their order.</summary>
    public async Task WriteAsync(DbTransaction transaction, IReadOnlyCollection<object?[]> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        if (connection is NpgsqlConnection postgres) await CopyAsync(postgres, rows, cancellationToken);
        else await statement.RunAsync(transaction, rows, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => statement.Dispose();

    private async Task CopyAsync(NpgsqlConnection postgres, IReadOnlyCollection<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var copy = await postgres.BeginBinaryImportAsync($"""COPY "{table}" ({Names(columns)}) FROM STDIN (FORMAT BINARY)""", cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            for (var i = 0; i < columns.Length; i++)
            {
                if (row[i] is { } value) await copy.WriteAsync(PostgresText.Clean(value), TypeOf(columns[i].Type), cancellationToken);
                else await copy.WriteNullAsync(cancellationToken);
            }
        }
        await copy.CompleteAsync(cancellationToken);
    }

    private static string Names((string Name, DbType Type)[] columns) => string.Join(", ", columns.Select(x => $"\"{x.Name}\""));

    private static NpgsqlDbType TypeOf(DbType type) => type switch
    {
        DbType.Int64 => NpgsqlDbType.Bigint,
        DbType.Int32 => NpgsqlDbType.Integer,
        DbType.Boolean => NpgsqlDbType.Boolean,
        DbType.String => NpgsqlDbType.Text,
        _ => throw new NotSupportedException($"{type} is not a type of these tables."),
    };
}
