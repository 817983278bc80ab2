using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Engine.Scheduling;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>What waits for a record to be durable.</summary>
internal interface ICommitObserver
{
    /// <summary>Called once, in the order of the appends, by the journal's writer: it must be quick and must not throw.</summary>
    void OnCommitted();
}

/// <summary>
/// One ordered journal for all instances. Appends return at once; while one batch is being written, the next one forms, so that one
/// write carries the events of many instances. What must not be seen before its record is durable is started by its observer.
/// </summary>
internal sealed partial class GroupCommitJournal : IAsyncDisposable
{
    /// <summary>A batch that has grown beyond this is closed: the next record opens another.</summary>
    private const int BatchBytes = 1 << 20;

    /// <summary>A turn takes a tenth of that; whoever waits for the commit does not notice it.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(2);

    private readonly IJournalStore store;
    private readonly JournalLimits limits;
    private readonly TimeProvider time;
    private readonly IdleTracker idle;
    private readonly ILogger logger;
    private readonly IFaultPoints faults;
    private readonly EngineMetrics metrics;
    private readonly JournalHealth health;
    private readonly StorageProbe probe;
    private readonly Lock gate = new();
    private readonly Queue<JournalBatch> waiting = new();
    private readonly Queue<JournalBatch> spare = new();
    private readonly CommitWaiters waiters = new();
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ITimer linger;
    private readonly CancellationTokenSource abandon = new();
    private readonly TaskCompletionSource<Exception> lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JournalBatch filling = new();
    private long appended;
    private long committed;
    private long snapshotEnd;
    private long uncommittedBytes;
    private volatile EngineUnavailableException? ended;
    private Task writer = Task.CompletedTask;

    public GroupCommitJournal(IJournalStore store, JournalLimits limits, IFaultPoints faults, EngineMetrics metrics, TimeProvider time, IdleTracker idle, ILogger logger)
    {
        this.store = store;
        this.limits = limits;
        this.faults = faults;
        this.metrics = metrics;
        this.time = time;
        this.idle = idle;
        this.logger = logger;
        linger = time.CreateTimer(_ => wake.Writer.TryWrite(true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        health = new JournalHealth(limits, time, FailWaiters);
        probe = new StorageProbe(store, limits, time);
        metrics.Observe(() => ended is not null ? 2 : health.Trouble is not null ? 1 : 0, () => Interlocked.Read(ref uncommittedBytes));
    }

    /// <summary>Completes with the reason when the journal is another host's: nothing can be committed any more.</summary>
    public Task<Exception> Lost => lost.Task;

    /// <summary>Nothing should be added that can wait: too much waits already, or nothing can be committed any more.</summary>
    public bool IsFull => ended is not null || Interlocked.Read(ref uncommittedBytes) > FullBytes;

    private long FullBytes => 2 * limits.MaxUncommittedBytes;

    /// <summary>Called when the journal is full no more.</summary>
    public Action? Drained { get; set; }

    /// <summary>Called when so much was written since the last snapshot that another is worth its while.</summary>
    public Action? SnapshotDue { get; set; }

    /// <summary>The last place in the order of commits that was given to an append.</summary>
    public long LastAppended
    {
        get
        {
            lock (gate)
            {
                return appended;
            }
        }
    }

    /// <summary>Hands everything that is committed to <paramref name="target"/>, then takes appends.</summary>
    public async Task OpenAsync(IJournalTarget target, CancellationToken cancellation)
    {
        await foreach (JournalEntry entry in store.ReadAsync(cancellation))
        {
            Apply(entry, target);
            await faults.ReachedAsync(FaultPoint.DuringRecovery, cancellation);
        }

        if (appended < snapshotEnd)
        {
            throw new JournalDamagedException($"The journal ends with append {appended}, and its snapshot only with append {snapshotEnd}: something is missing.");
        }

        committed = appended;
        writer = Task.Run(() => WriteAsync(abandon.Token), CancellationToken.None);
        _ = LoseWithStoreAsync();
    }

    /// <summary>Asked before new work is taken on: returns only if it can soon be made durable.</summary>
    /// <exception cref="EngineUnavailableException">It can't.</exception>
    public void Admit()
    {
        ThrowIfTroubled();
        if (Interlocked.Read(ref uncommittedBytes) > limits.MaxUncommittedBytes)
        {
            throw new EngineUnavailableException("The storage of the durable functions is behind: too much waits to be written. Try again later.");
        }
    }

    /// <summary>Returns if the storage answers at this moment.</summary>
    /// <exception cref="EngineUnavailableException">It doesn't.</exception>
    public Task ProbeAsync(CancellationToken cancellation)
    {
        ThrowIfTroubled();
        return probe.AskAsync(cancellation);
    }

    /// <summary>Adds records that belong together: they are committed in one batch or not at all.</summary>
    /// <param name="records">The records.</param>
    /// <param name="observer">Told when they are durable.</param>
    /// <param name="isFollowed">More of the same is about to be added, such as an instance's first turn after its start: an idle journal waits for it a moment, and writes once.</param>
    /// <returns>The records' place in the order of commits.</returns>
    public long Append(ReadOnlySpan<byte> records, ICommitObserver? observer, bool isFollowed = false)
    {
        long sequence;
        bool begins;
        lock (gate)
        {
            sequence = ++appended;
            if (ended is not null)
            {
                // What is not durable has not happened: nobody will see it.
                return sequence;
            }

            idle.Enter();
            begins = filling.IsEmpty;
            filling.Add(records, observer, sequence);
            Interlocked.Add(ref uncommittedBytes, records.Length);
            if (filling.Length >= BatchBytes)
            {
                waiting.Enqueue(filling);
                filling = Rent();
                isFollowed = false;
            }
        }

        if (!isFollowed)
        {
            wake.Writer.TryWrite(true);
        }
        else if (begins)
        {
            linger.Change(Linger, Timeout.InfiniteTimeSpan);
        }

        return sequence;
    }

    /// <summary>Completes when all up to <paramref name="sequence"/> is durable.</summary>
    /// <exception cref="EngineUnavailableException">It was not within the time that anybody should wait; it may yet become so.</exception>
    public Task CommittedAsync(long sequence, CancellationToken cancellation)
    {
        if (Volatile.Read(ref committed) >= sequence)
        {
            return Task.CompletedTask;
        }

        lock (gate)
        {
            return committed >= sequence ? Task.CompletedTask
                : (ended ?? (health.IsStalled ? health.Trouble : null)) is { } reason ? Task.FromException(new EngineUnavailableException(reason.Message, reason))
                : waiters.Add(sequence).WaitAsync(cancellation);
        }
    }

    /// <summary>Commits what was appended, unless <paramref name="cancellation"/> ends the wait; nothing can be appended afterwards.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        wake.Writer.TryComplete();
        try
        {
            await writer.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            await abandon.CancelAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        wake.Writer.TryComplete();
        await abandon.CancelAsync();
        await writer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        End("The host of the durable functions has ended.", null);
        await linger.DisposeAsync();
        health.Dispose();
        abandon.Dispose();
        await store.DisposeAsync();
    }

    private void ThrowIfTroubled()
    {
        if ((ended ?? health.Trouble) is { } reason)
        {
            throw new EngineUnavailableException(reason.Message, reason);
        }
    }

    private void Apply(JournalEntry entry, IJournalTarget target)
    {
        switch (entry.Kind)
        {
            case JournalEntryKind.Snapshot:
                target.Restore(entry.Bytes);
                break;
            case JournalEntryKind.SnapshotEnd:
                SnapshotSpan span = AppendBlobSnapshot.Decode(entry.Bytes.Span);
                (appended, snapshotEnd) = (span.Begun, span.Ended);
                target.Restored(span);
                break;
            case JournalEntryKind.OldBatch:
                target.Apply(++appended, entry.Bytes);
                break;
            default:
                ApplyBatch(entry.Bytes, target);
                break;
        }
    }

    private void ApplyBatch(ReadOnlyMemory<byte> batch, IJournalTarget target)
    {
        long first = JournalBatch.FirstSequence(batch.Span);
        if (first != appended + 1)
        {
            throw new JournalDamagedException($"The journal goes on with append {first} after append {appended}: something is missing in between.");
        }

        foreach (ReadOnlyMemory<byte> append in JournalBatch.Appends(batch))
        {
            target.Apply(++appended, append);
        }
    }
}
