namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Where an instance is managed over HTTP. The URLs carry a system key that opens every instance: they are for operators, not for callers of
/// the app.
/// </summary>
public class HttpManagementPayload
{
    /// <summary>The instance's id.</summary>
    public string? Id { get; internal init; }

    /// <summary>GET tells the instance's status.</summary>
    public string? StatusQueryGetUri { get; internal init; }

    /// <summary>POST raises an event; <c>{eventName}</c> stands for its name.</summary>
    public string? SendEventPostUri { get; internal init; }

    /// <summary>POST terminates; <c>{{text}}</c> stands for the reason.</summary>
    public string? TerminatePostUri { get; internal init; }

    /// <summary>POST rewinds; null where the client does not say.</summary>
    public string? RewindPostUri { get; internal init; }

    /// <summary>DELETE purges.</summary>
    public string? PurgeHistoryDeleteUri { get; internal init; }

    /// <summary>POST restarts; null where the client does not say.</summary>
    public string? RestartPostUri { get; internal init; }

    /// <summary>POST suspends; <c>{{text}}</c> stands for the reason.</summary>
    public string? SuspendPostUri { get; internal init; }

    /// <summary>POST resumes; <c>{{text}}</c> stands for the reason.</summary>
    public string? ResumePostUri { get; internal init; }
}
