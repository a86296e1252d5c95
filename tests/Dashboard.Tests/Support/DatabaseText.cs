using System.Globalization;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Tests.Support;

/// <summary>Searches every text column of every table.</summary>
internal static class DatabaseText
{
    /// <returns>Where one of the texts was found, as table, column and text.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(IDbContextFactory<DashboardDb> databases, IReadOnlyCollection<string> texts, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        foreach (var table in db.Model.GetEntityTypes())
        {
            foreach (var column in table.GetProperties().Where(x => x.ClrType == typeof(string)))
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // names of the model
                command.CommandText = $"""SELECT "{column.GetColumnName()}" FROM "{table.GetTableName()}" WHERE "{column.GetColumnName()}" IS NOT NULL""";
#pragma warning restore CA2100
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                while (await reader.ReadAsync(cancellationToken))
                    found.AddRange(texts.Where(x => reader.GetString(0).Contains(x, StringComparison.Ordinal)).Select(x => $"{table.GetTableName()}.{column.GetColumnName()}: {x}"));
            }
        }
        return [.. found.Distinct()];
    }

    /// <returns>Every row of every table but those that are named, as text.</returns>
    public static async Task<IReadOnlyList<string>> RowsAsync(IDbContextFactory<DashboardDb> databases, IReadOnlyCollection<string> without, CancellationToken cancellationToken)
    {
        var rows = new List<string>();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        foreach (var table in db.Model.GetEntityTypes().Select(x => x.GetTableName()!).Distinct().Except(without).Order(StringComparer.Ordinal))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // names of the model
            command.CommandText = $"""SELECT * FROM "{table}" """;
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                rows.Add($"{table}: {string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)))}");
        }
        return rows;
    }
}
