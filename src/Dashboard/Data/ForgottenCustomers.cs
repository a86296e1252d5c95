using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Data;

/// <summary>Knows the customers that were forgotten, by a keyed hash of their phones.</summary>
public sealed class ForgottenCustomers(IDataProtectionProvider protection)
{
    // A number of our own among PostgreSQL's advisory locks.
    private const long LockKey = 7_301_150_427;
    private const int KeyBytes = 32;
    private readonly IDataProtector protector = protection.CreateProtector("Dashboard.ForgottenCustomers");

    /// <summary>Those that are forgotten now.</summary>
    /// <exception cref="CryptographicException">The Data Protection keys are not those that the key of the hashes was written with: without it nobody can tell whom not to bring back.</exception>
    public async Task<ForgottenSet> ReadAsync(DashboardDb db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var all = await db.ForgottenCustomers.AsNoTracking().ToListAsync(cancellationToken);
        return all.Count == 0 ? ForgottenSet.Empty : new(all.Select(x => x.Hash).ToHashSet(), await KeyAsync(db, cancellationToken), all.Max(x => x.At));
    }

    /// <summary>Adds a phone in the transaction of the given context, in which <see cref="HoldAsync"/> was called.</summary>
    public async Task AddAsync(DashboardDb db, string phone, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var hash = Hash(await KeyAsync(db, cancellationToken), phone);
        if (await db.ForgottenCustomers.SingleOrDefaultAsync(x => x.Hash == hash, cancellationToken) is { } again) again.At = now;
        else db.ForgottenCustomers.Add(new() { Hash = hash, At = now });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>How many are forgotten, and when the last of them was: otherwise as soon as somebody is, or is once more.</summary>
    public static async Task<(int Count, DateTimeOffset? Last)> VersionAsync(DashboardDb db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        return (await db.ForgottenCustomers.CountAsync(cancellationToken), await db.ForgottenCustomers.MaxAsync(x => (DateTimeOffset?)x.At, cancellationToken));
    }

    /// <summary>Until the end of the context's transaction nobody is forgotten elsewhere; with <paramref name="alone"/> nothing is written that looked before.
    /// On SQLite a transaction that writes is alone anyway.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public static async Task HoldAsync(DashboardDb db, bool alone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (!db.Database.IsNpgsql()) return;
        if (alone) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        else await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared({LockKey})", cancellationToken);
    }

    internal static string Hash(byte[] key, string phone) => Convert.ToHexString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(phone)));

    private async Task<byte[]> KeyAsync(DashboardDb db, CancellationToken cancellationToken)
    {
        if (await db.ForgetKeys.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } kept) return Convert.FromBase64String(protector.Unprotect(kept.Protected));
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        db.ForgetKeys.Add(new() { Id = ForgetKey.Only, Protected = protector.Protect(Convert.ToBase64String(key)) });
        await db.SaveChangesAsync(cancellationToken);
        return key;
    }
}

/// <summary>The customers that were forgotten, as they were at one moment.</summary>
public sealed class ForgottenSet
{
    /// <summary>Nobody.</summary>
    public static readonly ForgottenSet Empty = new(new HashSet<string>(), [], null);

    private readonly IReadOnlySet<string> hashes;
    private readonly byte[] key;

    internal ForgottenSet(IReadOnlySet<string> hashes, byte[] key, DateTimeOffset? last) => (this.hashes, this.key, Version) = (hashes, key, (hashes.Count, last));

    /// <summary>As <see cref="ForgottenCustomers.VersionAsync"/> had it then.</summary>
    public (int Count, DateTimeOffset? Last) Version { get; }

    /// <summary>How many they are.</summary>
    public int Count => hashes.Count;

    /// <summary>Whether a phone (digits) is one of theirs.</summary>
    public bool Contains(string phone) => hashes.Count > 0 && phone.Length > 0 && hashes.Contains(ForgottenCustomers.Hash(key, phone));
}
