using NCrontab;

namespace NoticeFunctions.LocalHost.Hosting.Timers;

/// <summary>When a timer trigger fires, in UTC.</summary>
internal abstract record TimerSchedule
{
    private static readonly TimeSpan MonitoredInterval = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Reads an NCRONTAB expression (six fields, the first of them seconds; five for whole minutes) or an interval (<c>hh:mm:ss</c>).
    /// </summary>
    /// <returns>Null where it is neither, or never occurs.</returns>
    public static TimerSchedule? Parse(string expression)
    {
        string text = expression.Trim();
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(text, out TimeSpan every) && every > TimeSpan.Zero ? new Interval(every) : null;
        }

        int fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        CrontabSchedule? cron = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields != 5 });
        return cron is not null && cron.GetNextOccurrence(DateTime.UnixEpoch) < DateTime.MaxValue ? new Cron(cron, text) : null;
    }

    /// <summary>The first occurrence after the instant, never at it.</summary>
    public abstract DateTimeOffset Next(DateTimeOffset after);

    /// <summary>Whether it fires more often than once a minute; its status isn't kept then, as on the real host.</summary>
    public bool IsTooFrequentToMonitor(DateTimeOffset now) => Next(Next(now)) - Next(now) < MonitoredInterval;

    private sealed record Cron(CrontabSchedule Schedule, string Text) : TimerSchedule
    {
        public override DateTimeOffset Next(DateTimeOffset after) => new(DateTime.SpecifyKind(Schedule.GetNextOccurrence(after.UtcDateTime), DateTimeKind.Utc));
    }

    private sealed record Interval(TimeSpan Every) : TimerSchedule
    {
        public override DateTimeOffset Next(DateTimeOffset after) => after + Every;
    }
}
