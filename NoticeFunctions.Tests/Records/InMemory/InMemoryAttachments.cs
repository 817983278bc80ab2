using System.Collections.Concurrent;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Attachments;

namespace NoticeFunctions.Tests.Records.InMemory;

/// <summary>Attachments in memory, with when each was kept.</summary>
internal sealed class InMemoryAttachments(TimeProvider time) : IAttachmentStore
{
    private readonly ConcurrentDictionary<string, (StoredContent Content, DateTimeOffset At)> kept = new(StringComparer.Ordinal);

    /// <summary>Whether the store can't be reached.</summary>
    public bool Away { get; set; }

    public IEnumerable<string> Names => kept.Keys.Order(StringComparer.Ordinal);

    public Task KeepAsync(string name, StoredContent content, CancellationToken cancellation) => Answer(() => kept.TryAdd(name, (content, time.GetUtcNow())));

    public Task<StoredContent?> GetAsync(string name, CancellationToken cancellation) => Answer(() => kept.TryGetValue(name, out var one) ? one.Content : null);

    public Task<Page<string>> ListAsync(DateTimeOffset before, string? continuation, CancellationToken cancellation) =>
        Answer(() => new Page<string>([.. Names.Where(name => kept[name].At < before)], Continuation: null));

    public Task DeleteAsync(string name, CancellationToken cancellation) => Answer(() => kept.TryRemove(name, out _));

    private Task<T> Answer<T>(Func<T> work) => Away ? Task.FromException<T>(new RecordsUnavailableException("Away.", new TimeoutException())) : Task.FromResult(work());
}
