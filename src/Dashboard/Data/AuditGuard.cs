using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Data;

/// <summary>Makes the database itself refuse to change or remove what the audit log holds, whoever asks.</summary>
internal static class AuditGuard
{
    private const string Refusal = "The audit log is append-only.";

    /// <summary>Adds the triggers.</summary>
    public static void KeepAuditAppendOnly(this MigrationBuilder migration)
    {
        if (migration.IsNpgsql())
        {
            migration.Sql($"""
                CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{Refusal}'; END $$;
                CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEntries" FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
                """);
            return;
        }
        foreach (var change in new[] { "UPDATE", "DELETE" })
            migration.Sql($"""CREATE TRIGGER "audit_refuses_{change}" BEFORE {change} ON "AuditEntries" BEGIN SELECT RAISE(ABORT, '{Refusal}'); END;""");
    }
}
