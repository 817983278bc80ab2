namespace NoticeFunctions.Controls;

/// <summary>What can be asked of a notice that is there; the names are those of the routes and of the log.</summary>
internal enum ControlKind
{
    /// <summary>End it; nothing more is sent.</summary>
    Cancel,

    /// <summary>Hold it until it is resumed.</summary>
    Pause,

    /// <summary>Let it go on; what passed meanwhile follows the schedule's misfire policy.</summary>
    Resume,

    /// <summary>Give it another schedule, which counts from now.</summary>
    Reschedule,

    /// <summary>Let it fire once, now; the schedule goes on as if it had not.</summary>
    Trigger,

    /// <summary>Say that it was taken note of, which ends a notice that waits for that.</summary>
    Acknowledge,
}
