using Sandbox.Control;

namespace Sandbox.Incs;

/// <summary>The simulated INCS: its tasks, its business rule, and a count of what was asked of it.</summary>
public sealed class IncsState : IDisposable
{
    private readonly Lock guard = new();
    private readonly SandboxSettings settings;
    private readonly TimeProvider time;
    private readonly IncsRecordFile? file;
    private readonly List<SandboxTask> tasks = [];
    private readonly Dictionary<(long AuthId, string Phone), SandboxTask> latest = [];
    private long nextCreation;
    private int refused;
    private int posts;

    /// <summary>Seeds it, and reads what an earlier run has recorded.</summary>
    public IncsState(SandboxOptions options, SandboxSettings settings)
    {
        this.settings = settings;
        time = options.Time;
        var now = time.GetUtcNow();
        file = options.DataPath is { } folder ? new IncsRecordFile(folder, now) : null;
        foreach (var task in IncsSeed.Tasks(options.SeedTasks, file?.Anchor ?? now)) Keep(task);
        foreach (var task in file?.Tasks ?? []) Keep(task);
    }

    /// <summary>INCS's clock (UTC).</summary>
    public DateTimeOffset Now => time.GetUtcNow().AddSeconds(settings.ClockOffsetSeconds);

    /// <summary>Create calls that arrived.</summary>
    public int Posts => Volatile.Read(ref posts);

    /// <summary>Create calls refused by validation, the token or the business rule.</summary>
    public int Refused => Volatile.Read(ref refused);

    /// <summary>Counts a create call; returns its number.</summary>
    public int CountPost() => Interlocked.Increment(ref posts);

    /// <summary>Counts a refusal.</summary>
    public void CountRefusal() => Interlocked.Increment(ref refused);

    /// <summary>Creates a task, or null when the customer has one that is not finished.</summary>
    public SandboxTask? Create(CreateRequest request, int post)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (guard)
        {
            var now = Now;
            if (settings.OpenTaskRule && latest.TryGetValue((request.AuthId, request.UserPhone), out var last) && TaskFate.IsOpen(last, now)) return null;
            var task = new SandboxTask
            {
                Id = (tasks.Count > 0 ? tasks[^1].Id : 0) + 1,
                CreationId = nextCreation + 1,
                AuthId = request.AuthId,
                Name = request.Name,
                Description = request.Description,
                UserName = request.UserName,
                UserPhone = request.UserPhone,
                AssigneeUsername = request.AssigneeUsername,
                CreatedAt = new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerSecond, TimeSpan.Zero),
                ReallyCreatedAt = time.GetUtcNow(),
                Pace = settings.Pace,
                Post = post,
            };
            file?.Add(task);
            Keep(task);
            return task;
        }
    }

    /// <summary>Tasks that the list call may show, newest first.</summary>
    public IReadOnlyList<SandboxTask> Visible() => Visible(_ => true);

    /// <summary>Those of them that are asked for: a copy of all, a page after the other, would cost more than the rest of the call.</summary>
    public IReadOnlyList<SandboxTask> Visible(Func<SandboxTask, bool> isWanted)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        var until = time.GetUtcNow().AddSeconds(-settings.ListDelaySeconds);
        lock (guard)
        {
            var visible = new List<SandboxTask>();
            for (var i = tasks.Count - 1; i >= 0; i--)
            {
                if (tasks[i].ReallyCreatedAt <= until && isWanted(tasks[i])) visible.Add(tasks[i]);
            }
            return visible;
        }
    }

    /// <summary>Tasks made by create calls, oldest first.</summary>
    public IReadOnlyList<SandboxTask> CreatedByPost()
    {
        lock (guard) return [.. tasks.Where(x => x.Post > 0)];
    }

    /// <summary>Tasks beyond the first of the same name, authorisation, phone and assignee.</summary>
    public int Doubled() => CreatedByPost().GroupBy(x => (x.Name, x.AuthId, x.UserPhone, x.AssigneeUsername)).Sum(x => x.Count() - 1);

    /// <summary>Forgets the counts, and of the tasks those that calls have created as far as the counts go: they keep existing as if seeded.</summary>
    public void Reset()
    {
        lock (guard)
        {
            for (var i = 0; i < tasks.Count; i++) tasks[i] = tasks[i] with { Post = 0 };
            posts = refused = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();

    private void Keep(SandboxTask task)
    {
        tasks.Add(task);
        latest[(task.AuthId, task.UserPhone)] = task;
        nextCreation = Math.Max(nextCreation, task.CreationId);
    }
}
