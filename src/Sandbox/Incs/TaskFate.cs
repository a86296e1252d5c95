namespace Sandbox.Incs;

/// <summary>What becomes of a task: a pure function of its id, its creation and the time asked for. Nothing runs in the background.</summary>
public static class TaskFate
{
    private static readonly string[] Remarks =
    [
        "已经跟进，客户表示明天处理", "Pelanggan minta dihubungi besok pagi", "Sent the repayment link", "电话未接通，已发消息", "Sudah transfer, menunggu konfirmasi",
        "Customer asks for a later date", "客户已确认", "Nomor tidak aktif di WhatsApp", "Promised to pay on Friday", "客户要求提供账单",
    ];

    /// <summary>The log entries that exist at the given time, oldest first, and the status then.</summary>
    /// <param name="task">The task.</param>
    /// <param name="now">Time by INCS's clock (UTC).</param>
    public static (int Status, IReadOnlyList<SandboxLog> Logs) At(SandboxTask task, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(task);
        // Seeded by the id alone: the same task has the same fate in every process.
        var chance = new Random(unchecked((int)(task.Id * 2654435761)));
        var logs = new List<SandboxLog>();
        var status = 0;
        var at = task.CreatedAt;
        Add(1, TimeSpan.Zero, 0, "", "");
        Add(2, Seconds(2, 8), 0, task.AssigneeUsername, "");
        var slow = chance.NextDouble();
        if (chance.NextDouble() < 0.03)
        {
            Add(3, Seconds(60, 600), 3, task.AssigneeUsername, "");
        }
        else
        {
            Add(3, slow < 0.75 ? Seconds(10, 150) : slow < 0.95 ? Seconds(300, 3600) : Seconds(7200, 400_000), 1, task.AssigneeUsername, "");
            for (var remarks = chance.Next(4); remarks > 0; remarks--)
                Add(4, Seconds(15, 120), 1, task.AssigneeUsername, Remarks[chance.Next(Remarks.Length)]);
            var last = chance.NextDouble();
            Add(3, last < 0.6 ? Seconds(20, 240) : last < 0.9 ? Seconds(600, 7200) : Seconds(10_000, 250_000), chance.NextDouble() < 0.86 ? 2 : 3, task.AssigneeUsername, "");
        }
        return (status, logs);

        TimeSpan Seconds(int from, int to) => TimeSpan.FromSeconds(chance.Next(from, to) * task.Pace);

        void Add(int type, TimeSpan after, int becomes, string who, string comment)
        {
            at += after;
            if (at > now) return;
            logs.Add(new(task.Id * 10 + logs.Count, type, becomes, status, who, comment, at));
            status = becomes;
        }
    }

    /// <summary>Whether the task is not final at the given time.</summary>
    public static bool IsOpen(SandboxTask task, DateTimeOffset now) => At(task, now).Status is 0 or 1;
}

/// <summary>One log entry.</summary>
/// <param name="Id">Log id.</param>
/// <param name="Type">1 created, 2 assigned, 3 status changed, 4 remark.</param>
/// <param name="Status">Status after it.</param>
/// <param name="PreStatus">Status before it.</param>
/// <param name="AssigneeUsername">Whom it speaks of.</param>
/// <param name="Comment">Remark.</param>
/// <param name="At">When, by INCS's clock (UTC).</param>
public sealed record SandboxLog(long Id, int Type, int Status, int PreStatus, string AssigneeUsername, string Comment, DateTimeOffset At);
