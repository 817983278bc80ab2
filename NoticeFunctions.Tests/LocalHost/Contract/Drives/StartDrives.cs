namespace NoticeFunctions.Tests.LocalHost.Contract.Drives;

/// <summary>Starts by the worker's client and by the management API, and the ids that they take.</summary>
internal static class StartDrives
{
    public static async Task StartAsync(ProbeDrive drive)
    {
        await drive.CasesAsync("start/payload_with_id", "start/payload_generated_id", "start/payload_other_host_header");
        await drive.StartAsync("WaitEvent", "s_run", null, "Running");
        await drive.WaitAsync("s_hello", "Completed");
        await drive.StartAsync("HelloCities", "s_fin", null, "Completed");
        HashSet<string> others = ["start/payload_with_id", "start/payload_generated_id", "start/payload_other_host_header"];
        string[] starts = [.. RecordedCase.Of("start").Select(recorded => recorded.Name).Where(name => !others.Contains(name))];
        await drive.CasesAsync(starts.Where(name => !name.StartsWith("start/status_of_", StringComparison.Ordinal)));
        await drive.IdleAsync();
        await drive.CasesAsync(starts.Where(name => name.StartsWith("start/status_of_", StringComparison.Ordinal)));
    }

    public static async Task IdsAsync(ProbeDrive drive)
    {
        const string plus = "ids/webhook_plus";
        string[] names = [.. RecordedCase.Of("ids").Select(recorded => recorded.Name)];
        await drive.CasesAsync(names.Where(name => name.StartsWith("ids/client_", StringComparison.Ordinal)));
        await drive.CasesAsync(names.Where(name => name.StartsWith("ids/webhook_", StringComparison.Ordinal) && name != plus));
        await drive.IdleAsync();
        await drive.CaseAsync(plus);
        await drive.IdleAsync();
        await drive.CasesAsync(names.Where(name => name.StartsWith("ids/status_", StringComparison.Ordinal)));
    }
}
