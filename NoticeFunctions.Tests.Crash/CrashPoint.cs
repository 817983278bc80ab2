namespace NoticeFunctions.Tests.Crash;

/// <summary>The app's own moments at which a crash must do no harm; the journal's are its FaultPoint.</summary>
internal enum CrashPoint
{
    /// <summary>Intake has read a notice, and nothing of it is recorded.</summary>
    BeforeReserve,

    /// <summary>A notice is recorded, and not started.</summary>
    AfterReserve,

    /// <summary>A notice is started, and its sender has no answer.</summary>
    AfterStart,

    /// <summary>Deliveries stand in the ledger as being sent, and their provider has not been called.</summary>
    BeforeProvider,

    /// <summary>The provider has taken them, and nobody has recorded that.</summary>
    AfterProvider,

    /// <summary>An occurrence has been delivered, and is not closed.</summary>
    BeforeClose,

    /// <summary>An occurrence is closed, and the engine doesn't know.</summary>
    AfterClose,
}
