namespace NoticeFunctions.Docs;

/// <summary>Notices that can be posted as they stand, today and in years: their times are relative or far away.</summary>
internal static class NoticeExamples
{
    /// <summary>Each with a name and a line.</summary>
    public static IReadOnlyList<(string Name, string Summary, string Json)> All { get; } =
    [
        ("now", "An e-mail, now", """
            { "title": "Order shipped", "content": "Your order 1234 is on its way.", "to": [ { "email": "ann@example.com" } ] }
            """),
        ("delayed", "Two channels, in a quarter of an hour", """
            { "title": "Your table is ready soon", "content": { "text": "In 15 minutes at the bar.", "html": "<p>In <b>15 minutes</b> at the bar.</p>", "sms": "Table in 15 min." },
              "to": [ { "email": "ann@example.com", "phone": "+14155550100", "name": "Ann" } ], "channels": [ "email", "sms" ], "schedule": { "delay": "PT15M" } }
            """),
        ("attachment", "An e-mail with a file", """
            { "title": "Your invoice", "content": "It is attached.", "to": [ { "email": "ann@example.com" } ],
              "attachments": [ { "name": "invoice.txt", "contentType": "text/plain", "content": "MSBib29rLCAxMiBFVVIK" } ] }
            """),
        ("at", "At an instant", """
            { "title": "Happy new century", "content": "Cheers!", "to": [ { "email": "ann@example.com" } ], "schedule": { "at": "2099-12-31T23:59:59Z" } }
            """),
        ("cycle", "A reminder every day, ten times at most", """
            { "title": "Please confirm your address", "content": "It takes a minute.", "to": [ { "email": "ann@example.com" } ],
              "schedule": { "every": "P1D", "start": "2099-01-01T09:00:00Z", "count": 10, "until": "2099-12-31T00:00:00Z" },
              "priority": "urgent", "category": "account", "metadata": { "account": "42" } }
            """),
        ("cron", "On weekdays in a place's own time, but for Christmas", """
            { "title": "Stand-up", "content": "In five minutes.", "to": [ { "email": "ann@example.com" } ],
              "schedule": { "cron": "55 8 * * MON-FRI", "timeZone": "Europe/Berlin", "until": "2099-12-31T00:00:00Z", "except": [ "2098-12-24/2098-12-26" ], "misfire": "skip" } }
            """),
        ("rrule", "By a rule of RFC 5545: the last working day of the month", """
            { "title": "Time sheets", "content": "Please hand them in today.", "to": [ { "email": "ann@example.com" } ],
              "schedule": { "rrule": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=12", "start": "2099-01-01T16:00:00", "timeZone": "America/New_York" } }
            """),
        ("escalating", "A reminder until somebody acknowledges it, and after an hour an SMS to the manager", """
            { "title": "The freezer is warm", "content": "Please look after it.", "to": [ { "email": "ann@example.com" } ], "schedule": { "every": "PT10M", "count": 6 }, "stopWhen": "acknowledged",
              "escalate": [ { "after": "PT30M", "to": [ { "email": "bob@example.com" } ] }, { "after": "PT1H", "channels": [ "sms" ], "to": [ { "phone": "+14155550100" } ] } ] }
            """),
    ];
}
