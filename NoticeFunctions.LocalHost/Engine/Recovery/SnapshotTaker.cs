using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Engine.Instances;
using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.LocalHost.Engine.Recovery;

/// <summary>
/// Takes snapshots while work goes on. Instances are copied one after the other, each under its own gate, so nobody ever waits for more
/// than one of them; that they were copied at different moments is put right when the snapshot is read (<see cref="RecoveryTarget"/>).
/// </summary>
internal sealed partial class SnapshotTaker(
    InstanceTable table, GroupCommitJournal journal, Passage passage, int pieceBytes, IFaultPoints faults, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;
    private long? failedAt;

    /// <summary>Begins a snapshot in the background, unless one is being taken or has just failed.</summary>
    public void Begin()
    {
        lock (gate)
        {
            if (running.IsCompleted && !stopping.IsCancellationRequested && (failedAt is not { } failed || time.GetElapsedTime(failed) > AfterFailure))
            {
                running = Task.Run(() => TryTakeAsync(stopping.Token), CancellationToken.None);
            }
        }
    }

    /// <summary>Takes a snapshot now.</summary>
    public async Task TakeAsync(CancellationToken cancellation)
    {
        (IJournalSnapshot snapshot, long begun) = await journal.BeginSnapshotAsync(cancellation);
        await passage.EmptyAsync(cancellation);
        ByteWriter piece = new(pieceBytes + (pieceBytes / 8));
        int count = 0;
        foreach (OrchestrationInstance instance in table.Each)
        {
            count += InstanceRecords.WriteState(piece, instance) ? 1 : 0;
            if (piece.Length >= pieceBytes)
            {
                await FlushAsync(snapshot, piece, cancellation);
                await faults.ReachedAsync(FaultPoint.DuringSnapshot, cancellation);
            }
        }

        // Who has taken an instance out of the table to put another in its place must have said so in the journal.
        await passage.EmptyAsync(cancellation);
        InstanceRecords.WriteMessageIds(piece, table.LastMessageId);
        await FlushAsync(snapshot, piece, cancellation);
        await faults.ReachedAsync(FaultPoint.DuringSnapshot, cancellation);
        SnapshotSpan span = new(begun, journal.LastAppended);

        // What is in it must not be there sooner than what it follows from.
        await journal.CommittedAsync(span.Ended, cancellation);
        await snapshot.CompleteAsync(span, cancellation);
        LogTaken(logger, count, span.Ended - span.Begun);
    }

    /// <summary>Gives up the snapshot that is being taken, if any, and begins no other.</summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        Task last;
        lock (gate)
        {
            last = running;
        }

        await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => stopping.Dispose();

    private static async Task FlushAsync(IJournalSnapshot snapshot, ByteWriter piece, CancellationToken cancellation)
    {
        await snapshot.WriteAsync(piece.WrittenMemory, cancellation);
        piece.Clear();
    }

    private async Task TryTakeAsync(CancellationToken cancellation)
    {
        try
        {
            await TakeAsync(cancellation);
            failedAt = null;
        }
        catch (Exception e)
        {
            failedAt = time.GetTimestamp();
            if (!cancellation.IsCancellationRequested)
            {
                LogFailed(logger, e);
            }
        }
    }

    [LoggerMessage(2301, LogLevel.Information, "A snapshot of {Count} instances is taken; {Appends} appends came meanwhile.")]
    private static partial void LogTaken(ILogger logger, int count, long appends);

    [LoggerMessage(2302, LogLevel.Warning, "A snapshot could not be taken; that is tried again. Until then, a restart takes longer.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
