using System.Globalization;

namespace Sandbox.Incs;

/// <summary>The tasks that exist at first start: the same ones for the same moment.</summary>
public static class IncsSeed
{
    private static readonly string[] Campaigns =
        ["四月回访", "April follow-up", "Penagihan minggu ke-2", "新客户欢迎", "Repayment reminder", "Konfirmasi pembayaran", "逾期提醒", "Satisfaction call", "会员续费", "Promo Ramadan"];

    private static readonly string[] Customers =
        ["路人A", "Erin", "Budi Santoso", "王小明", "Siti Rahma", "李静", "Agus Wijaya", "Dewi Lestari", "陈伟", "Joko Susilo", "Maria Tan", "赵敏", "Rizky Pratama", "Putri Ayu", "周杰"];

    /// <summary>Builds them, oldest first, with ids from 1.</summary>
    /// <param name="count">How many.</param>
    /// <param name="anchor">The first start (UTC); they lie in the 30 days before it.</param>
    public static IEnumerable<SandboxTask> Tasks(int count, DateTimeOffset anchor)
    {
        var chance = new Random(20260401);
        var times = new List<DateTimeOffset>(count);
        while (times.Count < count)
        {
            var at = anchor.AddSeconds(-chance.NextDouble() * 30 * 24 * 3600);
            var local = at.AddHours(8);
            var working = local.Hour is >= 8 and < 20 && local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
            // Nights and weekends are quiet, not empty.
            if (working || chance.NextDouble() < 0.12) times.Add(new DateTimeOffset(at.Ticks - at.Ticks % TimeSpan.TicksPerSecond, TimeSpan.Zero));
        }
        times.Sort();
        var lastTask = new Dictionary<int, DateTimeOffset>();
        for (var i = 0; i < count; i++)
        {
            int customer;
            do customer = chance.Next(count);
            while (lastTask.TryGetValue(customer, out var last) && times[i] - last < TimeSpan.FromDays(6));
            lastTask[customer] = times[i];
            yield return new SandboxTask
            {
                Id = i + 1,
                CreationId = 1 + i / 25,
                AuthId = 30058 + customer % 3,
                Name = $"{Campaigns[i / 25 % Campaigns.Length]} {times[i].AddHours(8).ToString("M.d", CultureInfo.InvariantCulture)}",
                Description = customer % 3 == 0 ? "VIP" : "",
                UserName = Customers[customer % Customers.Length],
                UserPhone = string.Create(CultureInfo.InvariantCulture, $"628{11 + customer % 40}{1_000_000 + customer * 7919 % 9_000_000:D7}"),
                AssigneeUsername = string.Create(CultureInfo.InvariantCulture, $"incs_{1 + (int)(12 * Math.Pow(chance.NextDouble(), 1.4))}"),
                CreatedAt = times[i],
                ReallyCreatedAt = times[i],
                Pace = 45,
            };
        }
    }
}
