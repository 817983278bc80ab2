namespace NoticeFunctions.Tests.LocalHost.Contract.Drives;

/// <summary>Events, terminate, suspend and resume.</summary>
internal static class ControlDrives
{
    private const string Running = "Running";

    public static async Task EventsAsync(ProbeDrive drive)
    {
        foreach (string id in (string[])["run", "mal", "ct", "empty", "noct", "case", "susp", "other", "null", "big", "cl"])
        {
            await drive.StartAsync("WaitEvent", $"e_{id}", null, Running);
        }

        await drive.StartAsync("HelloCities", "e_done", null, "Completed");
        await drive.StartAsync("AlwaysFails", "e_fail", null, "Failed");
        await drive.StartLaterAsync("WaitEvent", "e_pend");
        await drive.ControlAsync("e_susp", "suspend", "Suspended", "&reason=x");
        await drive.CasesAsync(
            "events/running", "events/malformed_json", "events/text_plain_valid_json", "events/empty_body", "events/no_content_type", "events/other_case_name",
            "events/finished", "events/failed", "events/unknown_instance", "events/pending", "events/suspended", "events/unawaited_name", "events/null_body",
            "events/big_body_100kb", "events/form_body", "events/get", "events/no_name", "events/charset_content_type", "events/client_running",
            "events/client_unknown", "events/client_finished", "events/not_yet_existing_then_started");
        await drive.StartAsync("WaitEvent", "e_later", null, Running);
        await drive.IdleAsync();
        await drive.CasesAsync(((string[])["run", "mal", "ct", "empty", "noct", "case", "done", "null", "cl", "other", "susp", "later", "pend"]).Select(id => $"events/after_{id}"));
    }

    public static async Task TerminateAsync(ProbeDrive drive)
    {
        foreach (string id in (string[])["t1", "t2", "t3", "t4", "susp"])
        {
            await drive.StartAsync("WaitEvent", $"x_{id}", null, Running);
        }

        await drive.StartLaterAsync("WaitEvent", "x_pend");
        await drive.ControlAsync("x_susp", "suspend", "Suspended", "&reason=x");
        await drive.StartAsync("HelloCities", "x_done", null, "Completed");
        await drive.StartAsync("AlwaysFails", "x_fail", null, "Failed");
        await drive.CasesAsync(
            "terminate/running_no_reason", "terminate/running_reason", "terminate/running_body_reason", "terminate/running_empty_reason", "terminate/pending",
            "terminate/suspended", "terminate/finished", "terminate/failed", "terminate/unknown", "terminate/get", "terminate/delete");

        // The real host needs seconds for 200 activities; here they would be done before the request: a delayed start is as unfinished.
        await drive.StartLaterAsync("FanOut", "x_act", "200");
        await drive.CaseAsync("terminate/mid_fanout");
        await drive.IdleAsync();
        await drive.CaseAsync("terminate/already_terminated");
        await drive.CasesAsync(((string[])["t1", "t2", "t3", "t4", "pend", "susp", "done", "act"]).Select(id => $"terminate/after_{id}"));
    }

    public static async Task SuspendAndResumeAsync(ProbeDrive drive)
    {
        foreach (string id in (string[])["a", "b", "c"])
        {
            await drive.StartAsync("WaitEvent", $"u_{id}", null, Running);
        }

        await drive.StartAsync("HelloCities", "u_done", null, "Completed");
        await drive.StartLaterAsync("HelloCities", "u_pend");
        await drive.CasesAsync(
            "suspend/running_reason", "suspend/running_no_reason", "suspend/finished", "suspend/unknown", "suspend/pending", "suspend/get",
            "resume/running_not_suspended", "resume/finished", "resume/unknown", "resume/pending");
        await drive.IdleAsync();
        await drive.CasesAsync("suspend/already_suspended", "suspend/after_a", "suspend/after_b", "suspend/after_c", "suspend/after_pend", "resume/suspended_reason", "resume/suspended_no_reason");
        await drive.IdleAsync();
        await drive.CasesAsync("resume/after_a", "resume/after_b", "resume/after_c");

        await drive.StartAsync("Timer", "u_timer", "3", Running);
        await drive.ControlAsync("u_timer", "suspend", "Suspended", "&reason=x");
        await Task.Delay(TimeSpan.FromSeconds(3.5), TimeProvider.System);
        await drive.CaseAsync("suspend/timer_due_while_suspended");
        await drive.ControlAsync("u_timer", "resume", "Completed", "&reason=y");
        await drive.CaseAsync("resume/timer_due_while_suspended");
    }
}
