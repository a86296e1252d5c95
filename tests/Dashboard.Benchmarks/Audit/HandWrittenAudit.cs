using System.Data.Common;
using System.Globalization;
using Dashboard.Features.Audit;

namespace Dashboard.Benchmarks.Audit;

/// <summary>The same page by hand-written SQL over ADO.NET: the count as far as a page tells it, and the rows from a place on.</summary>
public static class HandWrittenAudit
{
    private const int Columns = 7;

    /// <summary>Reads a page. The connection is taken from the pool and given back, as for every page of an app.</summary>
    public static async Task<(int Count, IReadOnlyList<long> Ids)> ReadAsync(DbConnection connection, AuditCase x)
    {
        await using var pooled = connection;
        await connection.OpenAsync();
        await using var count = connection.CreateCommand();
        count.CommandText = $"SELECT count(*) FROM (SELECT 1 FROM \"AuditEntries\" WHERE {x.Where} LIMIT {AuditQueries.MostCounted + 1}) x";
        var total = Convert.ToInt32(await count.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
        await using var rows = connection.CreateCommand();
        rows.CommandText = $"SELECT \"Id\", \"At\", \"Who\", \"Action\", \"Target\", \"Detail\", \"Address\" FROM \"AuditEntries\" WHERE {x.Where} AND {x.Place} ORDER BY \"At\" DESC, \"Id\" DESC LIMIT {AuditQueries.PageSize + 1}";
        var ids = new List<long>(AuditQueries.PageSize + 1);
        await using var reader = await rows.ExecuteReaderAsync();
        var values = new object[Columns];
        while (await reader.ReadAsync())
        {
            // Every value is taken, as a page needs it.
            reader.GetValues(values);
            ids.Add(reader.GetInt64(0));
        }
        return (total, [.. ids.Take(AuditQueries.PageSize)]);
    }
}
