namespace NoticeFunctions.Tests.LocalHost.Contract.Drives;

/// <summary>What is told of an instance in each status, to whom, and the histories of all the recorded orchestrations.</summary>
internal static class StatusDrives
{
    private const string Json = """
        {"Name": "n", "Count": 3, "When": "2026-01-02T03:04:05Z", "At": "2026-01-02T03:04:05+02:00", "Day": "2026-01-02", "Span": "01:02:03", "Color": 1, "MaybeColor": null,
        "Id": "11112222-3333-4444-5555-666677778888", "Price": 12.3, "Ratio": 1e+21, "Flag": true, "NullText": null,
        "Child": {"Text": "<é&'\"", "When": "2026-01-02T03:04:05.1234567Z", "Color": 2, "Maybe": null}, "Items": [], "Map": {"a": 1, "B": null, "c": {"D": [1, 2]}}}
        """;

    private static readonly (string Case, string Orchestrator, string? Input)[] Histories =
    [
        ("HelloCities", "HelloCities", null), ("FanOut", "FanOut", "3"), ("Timer", "Timer", "2"), ("Parent", "Parent", null),
        ("Parent_childid", "Parent", """{"ChildId": "h_mychild"}"""), ("Retry", "Retry", null), ("AlwaysFails", "AlwaysFails", null),
        ("ActivityFails", "ActivityFails", null), ("Caught", "Caught", null), ("Cycle", "Cycle", null), ("Big_4", "Big", "4"), ("Big_60", "Big", "60"),
        ("Big_300", "Big", "300"), ("NonDeterministic", "NonDeterministic", null), ("Json", "Json", Json), ("JsonRound", "JsonRound", Json),
        ("Json_null", "Json", null), ("EventOrTimer_timer", "EventOrTimer", "1"), ("EventOrTimer_event", "EventOrTimer", "30"), ("WaitEvent", "WaitEvent", null),
        ("Events", "Events", null), ("Status", "Status", null), ("FanOut_0", "FanOut", "0"), ("FanOut_40", "FanOut", "40"),
    ];

    public static async Task StatusAndKeysAsync(ProbeDrive drive)
    {
        await drive.StartAsync("WaitEvent", "t_run", null, "Running");
        await drive.StartAsync("HelloCities", "t_done", "\"input text\"", "Completed");
        await drive.StartAsync("AlwaysFails", "t_fail", null, "Failed");
        await drive.StartAsync("WaitEvent", "t_term", null, "Running");
        await drive.ControlAsync("t_term", "terminate", "Terminated", "&reason=stop%20it");
        await drive.StartAsync("WaitEvent", "t_susp", null, "Running");
        await drive.ControlAsync("t_susp", "suspend", "Suspended", "&reason=hold%20on");
        await drive.StartAsync("Status", "t_status", null, "Running");
        await drive.StartLaterAsync("HelloCities", "t_pend");
        await drive.IdleAsync();
        await drive.CasesAsync(RecordedCase.Of("status").Concat(RecordedCase.Of("auth")).Select(recorded => recorded.Name));
    }

    public static async Task HistoriesAsync(ProbeDrive drive)
    {
        await Task.WhenAll(Histories.Select(history => drive.StartAsync(history.Orchestrator, "h_" + history.Case, history.Input)));
        foreach (string waiting in (string[])["h_WaitEvent", "h_EventOrTimer_event", "h_Events", "h_Status"])
        {
            await drive.WaitAsync(waiting, "Running");
        }

        await drive.IdleAsync();
        await drive.RaiseAsync("h_WaitEvent", "go", """{"A": 1, "b": [1, "x", null]}""");
        await drive.RaiseAsync("h_EventOrTimer_event", "go", "\"now\"");
        await drive.RaiseAsync("h_Status", "end", """{"fin": true}""");
        for (int tick = 0; tick < 7; tick++)
        {
            // One a generation, as recorded: those that come together may stand in one history.
            await drive.RaiseAsync("h_Events", "tick", $"{tick}");
            await drive.IdleAsync();
        }

        await Task.WhenAll(Histories.Select(history => drive.WaitAsync("h_" + history.Case, "Completed", "Failed")));
        await drive.CasesAsync(RecordedCase.Of("history").Select(recorded => recorded.Name));
    }

    public static Task HttpAsync(ProbeDrive drive) => drive.CasesAsync(RecordedCase.Of("http").Select(recorded => recorded.Name));
}
