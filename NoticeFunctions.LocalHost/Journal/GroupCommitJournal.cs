using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Engine.History;
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

    private readonly IJournalStore store;
    private readonly TimeProvider time;
    private readonly IdleTracker idle;
    private readonly ILogger logger;
    private readonly Lock gate = new();
    private readonly Queue<Batch> waiting = new();
    private readonly Queue<Batch> spare = new();
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource abandon = new();
    private readonly PriorityQueue<TaskCompletionSource, long> readers = new();
    private readonly TaskCompletionSource<Exception> lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Batch filling = new();
    private long appended;
    private long committed;
    private Task writer = Task.CompletedTask;

    public GroupCommitJournal(IJournalStore store, TimeProvider time, IdleTracker idle, ILogger logger)
    {
        this.store = store;
        this.time = time;
        this.idle = idle;
        this.logger = logger;
    }

    /// <summary>Completes with the reason when the journal is another host's: nothing can be committed any more.</summary>
    public Task<Exception> Lost => lost.Task;

    /// <summary>Hands every committed record to <paramref name="apply"/>, then takes appends.</summary>
    public async Task OpenAsync(Action<ReadOnlyMemory<byte>> apply, CancellationToken cancellation)
    {
        await foreach (ReadOnlyMemory<byte> batch in store.ReadAsync(cancellation))
        {
            apply(batch);
        }

        writer = Task.Run(() => WriteAsync(abandon.Token), CancellationToken.None);
    }

    /// <summary>Adds records that belong together: they are committed in one batch or not at all.</summary>
    /// <returns>The records' place in the order of commits.</returns>
    public long Append(ReadOnlySpan<byte> records, ICommitObserver? observer)
    {
        long sequence;
        idle.Enter();
        lock (gate)
        {
            sequence = ++appended;
            filling.Add(records, observer, sequence);
            if (filling.Records.Length >= BatchBytes)
            {
                waiting.Enqueue(filling);
                filling = Rent();
            }
        }

        wake.Writer.TryWrite(true);
        return sequence;
    }

    /// <summary>Completes when all up to <paramref name="sequence"/> is durable.</summary>
    public Task CommittedAsync(long sequence, CancellationToken cancellation)
    {
        if (Volatile.Read(ref committed) >= sequence)
        {
            return Task.CompletedTask;
        }

        TaskCompletionSource source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (committed >= sequence)
            {
                return Task.CompletedTask;
            }

            readers.Enqueue(source, sequence);
        }

        return source.Task.WaitAsync(cancellation);
    }

    /// <summary>Commits what was appended, unless <paramref name="cancellation"/> ends the wait.</summary>
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
        abandon.Dispose();
        await store.DisposeAsync();
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        try
        {
            bool open = true;
            while (open)
            {
                open = await wake.Reader.WaitToReadAsync(cancellation);
                wake.Reader.TryRead(out _);
                while (Next() is { } batch)
                {
                    await AppendPersistentlyAsync(batch.Records.WrittenMemory, cancellation);
                    Commit(batch);
                }
            }
        }
        catch (JournalLostException e)
        {
            LogLost(logger, e);
            lost.TrySetResult(e);
        }
        catch (OperationCanceledException)
        {
            // Abandoned: what was not committed has not happened.
        }
    }

    /// <summary>Storage that is away is waited for: nothing may be skipped.</summary>
    private async Task AppendPersistentlyAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellation)
    {
        for (int failures = 0; ; failures++)
        {
            try
            {
                await store.AppendAsync(batch, cancellation);
                return;
            }
            catch (Exception e) when (e is not JournalLostException && !cancellation.IsCancellationRequested)
            {
                LogAppendFailed(logger, failures + 1, e);
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(30, 0.1 * Math.Pow(2, failures))), time, cancellation);
            }
        }
    }

    private Batch? Next()
    {
        lock (gate)
        {
            if (waiting.TryDequeue(out Batch? full))
            {
                return full;
            }

            if (filling.Observers.Count == 0)
            {
                return null;
            }

            Batch next = filling;
            filling = Rent();
            return next;
        }
    }

    private void Commit(Batch batch)
    {
        lock (gate)
        {
            committed = batch.LastSequence;
            while (readers.TryPeek(out TaskCompletionSource? reader, out long sequence) && sequence <= committed)
            {
                readers.Dequeue();
                reader.SetResult();
            }
        }

        foreach (ICommitObserver? observer in batch.Observers)
        {
            observer?.OnCommitted();
        }

        idle.Exit(batch.Observers.Count);
        lock (gate)
        {
            batch.Clear();
            spare.Enqueue(batch);
        }
    }

    private Batch Rent() => spare.TryDequeue(out Batch? batch) ? batch : new Batch();

    [LoggerMessage(2001, LogLevel.Warning, "The journal could not be written (attempt {Attempt}): work waits, and the write is tried again.")]
    private static partial void LogAppendFailed(ILogger logger, int attempt, Exception exception);

    [LoggerMessage(2002, LogLevel.Critical, "The journal is written by another host: this one ends.")]
    private static partial void LogLost(ILogger logger, Exception exception);

    private sealed class Batch
    {
        public ByteWriter Records { get; } = new(4096);

        /// <summary>One for each append, so that their count is the number of appends.</summary>
        public List<ICommitObserver?> Observers { get; } = [];

        public long LastSequence { get; private set; }

        public void Add(ReadOnlySpan<byte> records, ICommitObserver? observer, long sequence)
        {
            Records.Bytes(records);
            Observers.Add(observer);
            LastSequence = sequence;
        }

        public void Clear()
        {
            Records.Clear();
            Observers.Clear();
        }
    }
}
