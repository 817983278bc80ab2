namespace NoticeFunctions.Tests.LocalHost.Contract.Drives;

/// <summary>Lists with their filters and pages, and purges of one and of many.</summary>
internal static class ListAndPurgeDrives
{
    private const string Long = "2001-01-01T00:00:00Z";
    private static readonly TimeSpan OverASecond = TimeSpan.FromSeconds(1.1);

    public static async Task PurgeOneAsync(ProbeDrive drive)
    {
        await SetUpAsync(drive, "p_");
        await drive.StartAsync("Parent", "p_par", null, "Completed");
        await drive.StartAsync("Big", "p_big", "100", "Completed");
        await drive.CasesAsync(((string[])["done", "fail", "term", "run", "pend", "susp", "nobody", "par", "big"]).Select(id => $"purge/one_{id}"));
        await drive.CasesAsync(((string[])["done", "run", "pend", "susp", "par", "par_child"]).Select(id => $"purge/after_{id}"));
        await drive.CasesAsync("purge/one_again", "purge/many_no_params", "purge/many_only_status", "purge/many_bad_time");
        await drive.CaseAsync("purge/many_none_match", Long, "2001-01-02T00:00:00Z");
        await drive.CaseAsync("purge/many_only_to", "2001-01-02T00:00:00Z");
    }

    public static async Task ListAndPurgeManyAsync(ProbeDrive drive)
    {
        await ListAsync(drive);
        foreach (string which in (string[])["completed", "failed", "terminated_and_failed", "bad_status", "no_status", "running", "running_and_completed", "pending"])
        {
            await SetUpAsync(drive, "m_");
            await drive.CaseAsync($"purge/many_status_{which}", Long);
            await CleanAsync(drive);
        }
    }

    private static async Task ListAsync(ProbeDrive drive)
    {
        await drive.CaseAsync("list/empty");
        string begun = ProbeDrive.Now(secondsLater: -1);
        await drive.StartAsync("HelloCities", "a1", "\"in1\"", "Completed");
        await drive.StartAsync("HelloCities", "a2", null, "Completed");
        await drive.StartAsync("AlwaysFails", "a3", null, "Failed");
        await Task.Delay(OverASecond, TimeProvider.System);
        string between = ProbeDrive.Now();
        await Task.Delay(OverASecond, TimeProvider.System);
        await drive.StartAsync("WaitEvent", "b1", """{"x":1}""", "Running");
        await drive.StartAsync("WaitEvent", "b2", null, "Running");
        await drive.ControlAsync("b2", "terminate", "Terminated", "&reason=r");
        await drive.StartAsync("WaitEvent", "b3", null, "Running");
        await drive.ControlAsync("b3", "suspend", "Suspended", "&reason=r");
        await drive.StartLaterAsync("HelloCities", "b4");
        await drive.StartAsync("Status", "b5", null, "Running");
        await Task.Delay(OverASecond, TimeProvider.System);
        string ended = ProbeDrive.Now();

        HashSet<string> timed = ["list/empty", "list/createdFrom", "list/createdTo", "list/createdFromTo", "list/created_future", "list/created_to_before_from", "list/filters_all_with_top"];
        await drive.CasesAsync(RecordedCase.Of("list").Select(recorded => recorded.Name).Where(name => !timed.Contains(name)));
        await drive.CaseAsync("list/createdFrom", between);
        await drive.CaseAsync("list/createdTo", between);
        await drive.CaseAsync("list/createdFromTo", begun, between);
        await drive.CaseAsync("list/created_future", "2100-01-01T00:00:00Z");
        await drive.CaseAsync("list/created_to_before_from", ended, begun);
        await drive.CaseAsync("list/filters_all_with_top", begun, ended);
    }

    /// <summary>Six instances, one in each status.</summary>
    private static async Task SetUpAsync(ProbeDrive drive, string prefix)
    {
        await drive.StartAsync("HelloCities", prefix + "done", null, "Completed");
        await drive.StartAsync("AlwaysFails", prefix + "fail", null, "Failed");
        await drive.StartAsync("WaitEvent", prefix + "run", null, "Running");
        await drive.StartAsync("WaitEvent", prefix + "term", null, "Running");
        await drive.ControlAsync(prefix + "term", "terminate", "Terminated");
        await drive.StartLaterAsync("WaitEvent", prefix + "pend");
        await drive.StartAsync("WaitEvent", prefix + "susp", null, "Running");
        await drive.ControlAsync(prefix + "susp", "suspend", "Suspended");
    }

    private static async Task CleanAsync(ProbeDrive drive)
    {
        foreach ((string id, string status) in await drive.ListAsync())
        {
            if (status is "Suspended" or "Running" or "Pending")
            {
                await drive.ControlAsync(id, "terminate", "Terminated");
            }

            await drive.PurgeAsync(id);
        }
    }
}
