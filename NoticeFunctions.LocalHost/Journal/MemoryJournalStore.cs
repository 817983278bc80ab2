using System.Runtime.CompilerServices;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>A journal that lives as long as this object: for hosts without storage, and for tests, which open it again to play a restart.</summary>
internal sealed class MemoryJournalStore : IJournalStore
{
    private readonly List<byte[]> batches = [];
    private IReadOnlyList<JournalEntry> snapshot = [];
    private long bytesSinceSnapshot;
    private long snapshotBytes;

    public IReadOnlyList<byte[]> Batches => batches;

    public Task<Exception> Lost { get; } = new TaskCompletionSource<Exception>().Task;

    /// <summary>After so many bytes, and as many as the last snapshot has, another is taken.</summary>
    public long SnapshotAfterBytes { get; init; } = 64 << 20;

    public bool IsSnapshotDue => Interlocked.Read(ref bytesSinceSnapshot) >= Math.Max(SnapshotAfterBytes, Interlocked.Read(ref snapshotBytes));

    public async IAsyncEnumerable<JournalEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (JournalEntry entry in snapshot)
        {
            yield return entry;
        }

        foreach (byte[] batch in batches.ToArray())
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new JournalEntry(JournalEntryKind.Batch, batch);
        }

        await Task.CompletedTask;
    }

    public Task AppendAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellation)
    {
        lock (batches)
        {
            batches.Add(batch.ToArray());
        }

        Interlocked.Add(ref bytesSinceSnapshot, batch.Length);
        return Task.CompletedTask;
    }

    public Task<IJournalSnapshot> BeginSnapshotAsync(CancellationToken cancellation)
    {
        Interlocked.Exchange(ref bytesSinceSnapshot, 0);
        return Task.FromResult<IJournalSnapshot>(new Snapshot(this, batches.Count));
    }

    public Task ProbeAsync(CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Snapshot(MemoryJournalStore store, int before) : IJournalSnapshot
    {
        private readonly List<JournalEntry> pieces = [];

        public Task WriteAsync(ReadOnlyMemory<byte> records, CancellationToken cancellation)
        {
            pieces.Add(new JournalEntry(JournalEntryKind.Snapshot, records.ToArray()));
            return Task.CompletedTask;
        }

        public Task CompleteAsync(SnapshotSpan span, CancellationToken cancellation)
        {
            pieces.Add(new JournalEntry(JournalEntryKind.SnapshotEnd, AppendBlobSnapshot.Encode(span)));
            lock (store.batches)
            {
                store.snapshot = pieces;
                store.batches.RemoveRange(0, before);
            }

            Interlocked.Exchange(ref store.snapshotBytes, pieces.Sum(piece => (long)piece.Bytes.Length));
            return Task.CompletedTask;
        }
    }
}
