using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>The one writer: batch after batch, for as long as it takes.</summary>
internal sealed partial class GroupCommitJournal
{
    private TaskCompletionSource<(IJournalSnapshot Snapshot, long Begun)>? snapshotWanted;

    /// <summary>Begins a snapshot between two batches; what is committed by then is what it has to hold.</summary>
    public Task<(IJournalSnapshot Snapshot, long Begun)> BeginSnapshotAsync(CancellationToken cancellation)
    {
        TaskCompletionSource<(IJournalSnapshot Snapshot, long Begun)> wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref snapshotWanted, wanted);
        wake.Writer.TryWrite(true);
        return wanted.Task.WaitAsync(cancellation);
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        try
        {
            do
            {
                while (Next() is { } batch)
                {
                    await AppendPersistentlyAsync(batch, cancellation);
                    Commit(batch);
                    await BeginWantedSnapshotAsync(cancellation);
                }

                await BeginWantedSnapshotAsync(cancellation);
            }
            while (await wake.Reader.WaitToReadAsync(cancellation) ? wake.Reader.TryRead(out _) : !EndIfEmpty());
        }
        catch (JournalLostException e)
        {
            await LoseAsync(e);
        }
        catch (OperationCanceledException)
        {
            // Abandoned: what was not committed has not happened.
            End("The host of the durable functions has ended.", null);
        }
    }

    /// <summary>Storage that is away is waited for: nothing may be skipped.</summary>
    private async Task AppendPersistentlyAsync(JournalBatch batch, CancellationToken cancellation)
    {
        health.AppendBegins();
        for (int failures = 0; ; failures++)
        {
            try
            {
                await faults.ReachedAsync(FaultPoint.BeforeAppend, cancellation);
                await store.AppendAsync(batch.Bytes, cancellation);
                break;
            }
            catch (Exception e) when (e is not JournalLostException && !cancellation.IsCancellationRequested)
            {
                health.AppendFailed(e);
                LogAppendFailed(logger, failures + 1, e);
                double delay = Math.Min(limits.LongestRetryDelay.TotalSeconds, 0.1 * Math.Pow(2, failures));
                await Task.Delay(TimeSpan.FromSeconds(delay), time, cancellation);
            }
        }

        await faults.ReachedAsync(FaultPoint.AfterAppend, cancellation);
        metrics.Committed(batch.Observers.Count, health.AppendEnds());
    }

    private async Task BeginWantedSnapshotAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref snapshotWanted, null) is { } wanted)
        {
            try
            {
                wanted.SetResult((await store.BeginSnapshotAsync(cancellation), committed));
            }
            catch (Exception e)
            {
                wanted.SetException(e);
                if (e is JournalLostException)
                {
                    throw;
                }
            }
        }
        else if (store.IsSnapshotDue)
        {
            SnapshotDue?.Invoke();
        }
    }

    private JournalBatch? Next()
    {
        lock (gate)
        {
            if (waiting.TryDequeue(out JournalBatch? full))
            {
                return full;
            }

            if (filling.IsEmpty)
            {
                return null;
            }

            JournalBatch next = filling;
            filling = Rent();
            return next;
        }
    }

    private void Commit(JournalBatch batch)
    {
        lock (gate)
        {
            committed = batch.LastSequence;
            waiters.Committed(committed);
        }

        foreach (ICommitObserver? observer in batch.Observers)
        {
            observer?.OnCommitted();
        }

        idle.Exit(batch.Observers.Count);
        long freed = batch.RecordBytes;
        long left = Interlocked.Add(ref uncommittedBytes, -freed);
        lock (gate)
        {
            batch.Clear();
            spare.Enqueue(batch);
        }

        // Told by this one subtraction: whoever made it full meanwhile would otherwise wait for a call that never comes.
        if (left <= FullBytes && left + freed > FullBytes)
        {
            Drained?.Invoke();
        }
    }

    private JournalBatch Rent() => spare.TryDequeue(out JournalBatch? batch) ? batch : new JournalBatch();

    /// <summary>False: something was appended just before the end.</summary>
    private bool EndIfEmpty()
    {
        lock (gate)
        {
            if (waiting.Count > 0 || !filling.IsEmpty)
            {
                return false;
            }

            End("The host of the durable functions has ended.", null);
            return true;
        }
    }

    private async Task LoseWithStoreAsync() => await LoseAsync(await store.Lost);

    private async Task LoseAsync(Exception reason)
    {
        if (!End("Another host has taken the durable functions over.", reason))
        {
            return;
        }

        LogLost(logger, reason);
        lost.TrySetResult(reason);
        await abandon.CancelAsync();
    }

    private bool End(string why, Exception? reason)
    {
        lock (gate)
        {
            if (ended is not null)
            {
                return false;
            }

            ended = new EngineUnavailableException(why, reason);
            waiters.FailAll(ended);
            return true;
        }
    }

    private void FailWaiters()
    {
        lock (gate)
        {
            if (health.Trouble is { } reason)
            {
                waiters.FailAll(reason);
            }
        }
    }

    [LoggerMessage(2001, LogLevel.Warning, "The journal could not be written (attempt {Attempt}): work waits, and the write is tried again.")]
    private static partial void LogAppendFailed(ILogger logger, int attempt, Exception exception);

    [LoggerMessage(2002, LogLevel.Critical, "The journal is written by another host: this one ends.")]
    private static partial void LogLost(ILogger logger, Exception exception);
}
