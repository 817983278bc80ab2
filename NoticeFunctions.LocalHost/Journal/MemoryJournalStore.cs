using System.Runtime.CompilerServices;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>A journal that lives as long as this object: for tests, which open it again to play a restart.</summary>
internal sealed class MemoryJournalStore : IJournalStore
{
    private readonly List<byte[]> batches = [];

    public IReadOnlyList<byte[]> Batches => batches;

    public Task<Exception> Lost { get; } = new TaskCompletionSource<Exception>().Task;

    public async IAsyncEnumerable<JournalEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (byte[] batch in batches.ToArray())
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new JournalEntry(JournalEntryKind.Batch, batch);
        }

        await Task.CompletedTask;
    }

    public Task AppendAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellation)
    {
        batches.Add(batch.ToArray());
        return Task.CompletedTask;
    }

    public Task ProbeAsync(CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
