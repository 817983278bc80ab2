namespace NoticeFunctions.Docs;

/// <summary>Previews that can be posted as they stand.</summary>
internal static class ScheduleExamples
{
    /// <summary>Each with a name and a line.</summary>
    public static IReadOnlyList<(string Name, string Summary, string Json)> All { get; } =
    [
        ("cron", "Weekday mornings, but for Christmas", """
            { "schedule": { "cron": "0 9 * * MON-FRI", "timeZone": "Europe/Berlin", "except": [ "2099-12-24/2099-12-26" ] }, "from": "2099-12-20T00:00:00Z", "count": 5 }
            """),
        ("rrule", "The last working day of each month", """
            { "schedule": { "rrule": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "start": "2099-01-01T17:00:00", "timeZone": "America/New_York", "count": 12 }, "from": "2099-01-01T00:00:00Z" }
            """),
        ("clock", "What happens where the clock is changed", """
            { "schedule": { "cron": "30 2 * * *", "timeZone": "Europe/Berlin" }, "from": "2026-03-28T00:00:00Z", "count": 3 }
            """),
        ("every", "Every ten minutes, six times, spread over a minute", """
            { "schedule": { "every": "PT10M", "count": 6, "jitter": "PT1M", "misfire": "skip" } }
            """),
    ];
}
