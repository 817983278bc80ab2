namespace NoticeFunctions.Tests.LocalHost.Contract.Drives;

/// <summary>Restart and rewind, and the worker's client on instances that are unknown, running or finished.</summary>
internal static class RestartDrives
{
    public static async Task RewindAsync(ProbeDrive drive)
    {
        await drive.StartAsync("ActivityFails", "w_af", null, "Failed");
        await drive.StartAsync("AlwaysFails", "w_of", null, "Failed");
        await drive.StartAsync("HelloCities", "w_done", null, "Completed");
        await drive.StartAsync("WaitEvent", "w_run", null, "Running");
        await drive.CasesAsync("rewind/af", "rewind/of", "rewind/done", "rewind/run", "rewind/nobody");
        await drive.IdleAsync();
        await drive.CasesAsync("rewind/after_af", "rewind/after_of", "rewind/after_done", "rewind/client_failed");
    }

    public static async Task RestartAndClientAsync(ProbeDrive drive)
    {
        await drive.StartAsync("HelloCities", "x_done", null, "Completed");
        await drive.StartAsync("HelloCities", "r_done", "\"in\"", "Completed");
        await drive.StartAsync("AlwaysFails", "r_fail", null, "Failed");
        await drive.StartAsync("WaitEvent", "r_run", "5", "Running");
        await drive.StartAsync("WaitEvent", "r_run2", null, "Running");
        await drive.CaseAsync("restart/finished_default");
        await drive.IdleAsync();
        await drive.CasesAsync(
            "restart/finished_new_true", "restart/finished_new_false", "restart/failed_new_false", "restart/running_new_false", "restart/running_new_true",
            "restart/unknown", "restart/bad_bool", "restart/get");
        await drive.IdleAsync();
        await drive.CasesAsync("restart/after_done", "restart/after_fail", "restart/after_run");
        await drive.CasesAsync("restart/client_finished_same", "restart/client_finished_new", "restart/client_unknown", "restart/client_running_same");
        await drive.IdleAsync();
        foreach (string operation in (string[])["terminate", "suspend", "resume", "purge", "rewind"])
        {
            await drive.CasesAsync($"client/{operation}_unknown", $"client/{operation}_finished");
        }

        await drive.CasesAsync(
            "client/get_unknown", "client/wait_unknown", "client/wait_running", "client/wait_done", "client/purge_running", "client/list");
    }
}
