using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Dashboard.Data;

/// <summary>The product's database: the journal of batches, the mirror of tasks and the audit log, on SQLite or PostgreSQL.</summary>
public sealed class DashboardDb(DbContextOptions<DashboardDb> options) : DbContext(options)
{
    /// <summary>Uploaded sheets and confirmed batches.</summary>
    public DbSet<Batch> Batches => Set<Batch>();

    /// <summary>Lines of the sheets.</summary>
    public DbSet<SheetLine> SheetLines => Set<SheetLine>();

    /// <summary>Changes made to drafts in the review.</summary>
    public DbSet<SheetStep> SheetSteps => Set<SheetStep>();

    /// <summary>Lines before and after each change.</summary>
    public DbSet<SheetEdit> SheetEdits => Set<SheetEdit>();

    /// <summary>Column mappings that are remembered.</summary>
    public DbSet<SavedMapping> SavedMappings => Set<SavedMapping>();

    /// <summary>What the check found in the sheets.</summary>
    public DbSet<SheetProblem> SheetProblems => Set<SheetProblem>();

    /// <summary>The journal: intended tasks and where each stands.</summary>
    public DbSet<Assignment> Assignments => Set<Assignment>();

    /// <summary>POSTs that were made.</summary>
    public DbSet<Attempt> Attempts => Set<Attempt>();

    /// <summary>Mirror of INCS tasks.</summary>
    public DbSet<MirroredTask> Tasks => Set<MirroredTask>();

    /// <summary>Mirror of INCS task logs.</summary>
    public DbSet<MirroredLog> TaskLogs => Set<MirroredLog>();

    /// <summary>Windows that the mirror has read.</summary>
    public DbSet<SyncWindow> SyncWindows => Set<SyncWindow>();

    /// <summary>State of the sync (one row).</summary>
    public DbSet<SyncState> SyncStates => Set<SyncState>();

    /// <summary>Views of the task grid that were saved.</summary>
    public DbSet<SavedView> SavedViews => Set<SavedView>();

    /// <summary>Wshoto templates as they were read.</summary>
    public DbSet<TemplateVersion> TemplateVersions => Set<TemplateVersion>();

    /// <summary>Wshoto templates that were seen, and the team's favourites among them.</summary>
    public DbSet<KnownTemplate> KnownTemplates => Set<KnownTemplate>();

    /// <summary>What the jobs of each server wait for.</summary>
    public DbSet<ServerWait> ServerWaits => Set<ServerWait>();

    /// <summary>Customers that were forgotten, as hashes.</summary>
    public DbSet<ForgottenCustomer> ForgottenCustomers => Set<ForgottenCustomer>();

    /// <summary>The key of those hashes.</summary>
    public DbSet<ForgetKey> ForgetKeys => Set<ForgetKey>();

    /// <summary>Codes that hand sessions over to frames on other sites.</summary>
    public DbSet<FrameCode> FrameCodes => Set<FrameCode>();

    /// <summary>Audit log.</summary>
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    /// <summary>Who is signed in.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>Keys of cookies and forms.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite can't compare or order a DateTimeOffset: instants are Unix milliseconds on both databases.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMillisecondsConverter>();
        if (Database.IsNpgsql()) configurationBuilder.Properties<string>().UseCollation(TextOrder.Bytes);
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<FrameCode>(e =>
        {
            e.HasKey(x => x.Hash);
            e.HasIndex(x => x.ExpiresAt);
        });
        modelBuilder.Entity<Batch>(e =>
        {
            e.HasIndex(x => x.State);
            e.HasIndex(x => x.CreatedAt);
        });
        modelBuilder.Entity<SheetLine>(e =>
        {
            e.HasKey(x => new { x.BatchId, x.Number });
            e.HasIndex(x => x.AssignmentId);
            e.HasIndex(x => new { x.BatchId, x.Customer });
            e.HasOne<Batch>().WithMany().HasForeignKey(x => x.BatchId);
        });
        modelBuilder.Entity<SheetStep>(e =>
        {
            e.HasKey(x => new { x.BatchId, x.Number });
            e.HasOne<Batch>().WithMany().HasForeignKey(x => x.BatchId);
        });
        modelBuilder.Entity<SheetEdit>(e =>
        {
            e.HasKey(x => new { x.BatchId, x.Line, x.Step });
            e.HasIndex(x => new { x.BatchId, x.Step });
            e.HasOne<Batch>().WithMany().HasForeignKey(x => x.BatchId);
        });
        modelBuilder.Entity<SavedMapping>().HasIndex(x => x.Fingerprint).IsUnique();
        modelBuilder.Entity<SheetProblem>(e =>
        {
            e.HasIndex(x => new { x.BatchId, x.Severity, x.Line });
            e.HasIndex(x => new { x.BatchId, x.Kind, x.Line });
            e.HasOne<Batch>().WithMany().HasForeignKey(x => x.BatchId);
        });
        modelBuilder.Entity<Assignment>(e =>
        {
            e.HasOne<Batch>().WithMany().HasForeignKey(x => x.BatchId);
            e.HasIndex(x => new { x.BatchId, x.State, x.Id });
            e.HasIndex(x => new { x.BatchId, x.FirstLine });
            e.HasIndex(x => x.TemplateId);
            e.HasIndex(x => x.UserPhone);
            // Rejections are counted by the time.
            e.HasIndex(x => x.ChangedAt).HasFilter("\"State\" = 3");
            // A task belongs to one assignment, and a customer has at most one POST on the wire or unanswered: the database holds both.
            e.HasIndex(x => x.TaskId).IsUnique();
            e.HasIndex(x => new { x.AuthId, x.UserPhone }).IsUnique().HasFilter("\"State\" IN (1, 4)");
        });
        modelBuilder.Entity<Attempt>(e =>
        {
            e.HasIndex(x => x.AssignmentId);
            e.HasOne<Assignment>().WithMany().HasForeignKey(x => x.AssignmentId);
        });
        modelBuilder.Entity<MirroredTask>(e =>
        {
            e.ToTable("Tasks");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasIndex(x => x.CreatedAt);
            e.HasIndex(x => x.UpdatedAt);
            e.HasIndex(x => x.SyncedAt);
            e.HasIndex(x => new { x.Status, x.CreatedAt });
            e.HasIndex(x => new { x.Status, x.UpdatedAt, x.Id }).HasFilter("\"PurgedAt\" IS NULL");
            e.HasIndex(x => new { x.AssigneeUsername, x.CreatedAt });
            e.HasIndex(x => x.UserPhone);
            e.HasIndex(x => x.CreationId);
            e.HasMany(x => x.Logs).WithOne().HasForeignKey(x => x.TaskId);
        });
        modelBuilder.Entity<MirroredLog>(e =>
        {
            e.ToTable("TaskLogs");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasIndex(x => new { x.TaskId, x.CreatedAt });
        });
        modelBuilder.Entity<SyncWindow>(e =>
        {
            e.HasKey(x => x.StartAt);
            e.Property(x => x.StartAt).ValueGeneratedNever();
            e.HasIndex(x => x.OpenTasks);
        });
        modelBuilder.Entity<SavedView>().HasIndex(x => new { x.Owner, x.Name });
        modelBuilder.Entity<TemplateVersion>(e =>
        {
            e.HasKey(x => new { x.TemplateId, x.Number });
            e.HasIndex(x => x.LastReadAt);
        });
        modelBuilder.Entity<KnownTemplate>(e =>
        {
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasIndex(x => x.CreatedAt);
            e.HasIndex(x => x.FavouriteAt).HasFilter("\"FavouriteAt\" IS NOT NULL");
        });
        modelBuilder.Entity<SyncState>().Property(x => x.Id).ValueGeneratedNever();
        modelBuilder.Entity<ServerWait>().HasKey(x => x.Server);
        modelBuilder.Entity<Session>(e =>
        {
            e.HasIndex(x => x.SeenAt);
            e.HasIndex(x => x.ProviderSession);
        });
        modelBuilder.Entity<DataProtectionKey>().HasIndex(x => x.Name).IsUnique();
        modelBuilder.Entity<ForgottenCustomer>().HasKey(x => x.Hash);
        modelBuilder.Entity<ForgetKey>().Property(x => x.Id).ValueGeneratedNever();
        modelBuilder.Entity<AuditEntry>(e =>
        {
            e.HasIndex(x => new { x.At, x.Id });
            e.HasIndex(x => new { x.Action, x.At, x.Id });
            e.HasIndex(x => new { x.Who, x.At, x.Id });
            e.HasIndex(x => new { x.Who, x.Action, x.At, x.Id });
            e.HasIndex(x => new { x.Target, x.At, x.Id });
            e.HasIndex(x => new { x.Address, x.At, x.Id });
            e.HasIndex(x => new { x.Address, x.Who, x.At, x.Id });
        });
    }

    private sealed class UnixMillisecondsConverter() : ValueConverter<DateTimeOffset, long>(
        value => value.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));
}
