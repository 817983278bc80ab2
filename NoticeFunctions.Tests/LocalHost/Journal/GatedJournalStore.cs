using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.Tests.LocalHost.Journal;

/// <summary>A journal whose storage can be slow, away, or another host's.</summary>
internal sealed class GatedJournalStore : IJournalStore
{
    private readonly TaskCompletionSource appendWaits = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource gate = Opened();
    private readonly TaskCompletionSource<Exception> lostBetween = new();
    private int failures;
    private bool lost;

    public IJournalStore Inner { get; } = new MemoryJournalStore();

    /// <summary>Completes when an append stands before the closed gate.</summary>
    public Task AppendWaits => appendWaits.Task;

    public void Close() => gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => gate.TrySetResult();

    public void FailNext(int appends) => failures = appends;

    public void Lose() => lost = true;

    public Task<Exception> Lost => lostBetween.Task;

    /// <summary>As when the lease's renewal finds it gone.</summary>
    public void LoseBetweenAppends() => lostBetween.SetResult(new JournalLostException("The journal is another host's."));

    public IAsyncEnumerable<JournalEntry> ReadAsync(CancellationToken cancellation) => Inner.ReadAsync(cancellation);

    public async Task AppendAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellation)
    {
        if (lost)
        {
            throw new JournalLostException("The journal is another host's.");
        }

        if (failures > 0)
        {
            failures--;
            throw new IOException("Storage is away.");
        }

        if (!gate.Task.IsCompleted)
        {
            appendWaits.TrySetResult();
        }

        await gate.Task.WaitAsync(cancellation);
        await Inner.AppendAsync(batch, cancellation);
    }

    public bool IsSnapshotDue => Inner.IsSnapshotDue;

    public Task<IJournalSnapshot> BeginSnapshotAsync(CancellationToken cancellation) => Inner.BeginSnapshotAsync(cancellation);

    public async Task ProbeAsync(CancellationToken cancellation)
    {
        await gate.Task.WaitAsync(cancellation);
        if (failures > 0)
        {
            throw new IOException("Storage is away.");
        }
    }

    public ValueTask DisposeAsync() => Inner.DisposeAsync();

    private static TaskCompletionSource Opened()
    {
        TaskCompletionSource source = new();
        source.SetResult();
        return source;
    }
}
