namespace NoticeFunctions.LocalHost.Journal;

/// <summary>
/// Moments at which a crash must do no harm. A test's host registers an implementation of its own that ends the process at one of them;
/// otherwise nothing is done there.
/// </summary>
internal interface IFaultPoints
{
    /// <summary>Whether <paramref name="point"/> is of interest: some are reached only by splitting what is otherwise one step.</summary>
    bool Watches(FaultPoint point) => false;

    /// <summary>The host is at <paramref name="point"/>: it goes on when the task completes, and the step fails if that throws.</summary>
    Task ReachedAsync(FaultPoint point, CancellationToken cancellation) => Task.CompletedTask;
}

internal enum FaultPoint
{
    /// <summary>A batch has formed, and nothing of it is written.</summary>
    BeforeAppend,

    /// <summary>The first half of a batch's bytes is in storage, the second is not.</summary>
    MiddleOfBatch,

    /// <summary>A batch is in storage, and nobody has been told yet.</summary>
    AfterAppend,

    /// <summary>Some of a snapshot is written.</summary>
    DuringSnapshot,

    /// <summary>A snapshot is complete, and what it replaces is still there.</summary>
    AfterSnapshot,

    /// <summary>A segment is sealed, and the next one does not exist.</summary>
    DuringRoll,

    /// <summary>The next segment exists, and is empty.</summary>
    AfterSegmentCreated,

    /// <summary>Some of the journal is read, and nothing has been written.</summary>
    DuringRecovery,
}

/// <summary>No faults.</summary>
internal sealed class NoFaultPoints : IFaultPoints;
