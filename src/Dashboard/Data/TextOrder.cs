using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Dashboard.Data;

/// <summary>Text is compared and ordered by its bytes on both databases, as SQLite does anyway: the same order wherever the product runs, capital letters
/// folded in the same way (A to Z), beginnings found by the indexes, and no index that breaks when a server's locale is updated.</summary>
internal static class TextOrder
{
    /// <summary>PostgreSQL's name of that order.</summary>
    public const string Bytes = "C";

    /// <summary>Gives the text columns of a migration that order where they need to be told. Call it last in <c>Up</c>.</summary>
    public static void OrderTextByBytes(this MigrationBuilder migration)
    {
        if (!migration.IsNpgsql()) return;
        var added = migration.Operations.OfType<CreateTableOperation>().SelectMany(x => x.Columns).Concat(migration.Operations.OfType<AddColumnOperation>());
        foreach (var column in added.Where(x => x.ClrType == typeof(string))) column.Collation = Bytes;
    }
}
