using System.Collections.Concurrent;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Suppressions;

namespace NoticeFunctions.Tests.Records.InMemory;

/// <summary>Suppressions in memory, and how often they were asked for.</summary>
internal sealed class InMemorySuppressions : ISuppressions
{
    private readonly ConcurrentDictionary<(string Application, string Field), Suppression> kept = new();
    private int asked;

    /// <summary>How often it was asked whether an application has any.</summary>
    public int Asked => asked;

    public Task<bool> HasAnyAsync(string application, CancellationToken cancellation)
    {
        Interlocked.Increment(ref asked);
        return Task.FromResult(kept.Keys.Any(key => key.Application == application));
    }

    public Task<IReadOnlyList<Suppression?>> FindAsync(string application, IReadOnlyList<SuppressionKey> keys, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Suppression?>>([.. keys.Select(key => kept.GetValueOrDefault((application, key.Field)))]);

    public Task AddAsync(string application, Suppression suppression, CancellationToken cancellation)
    {
        kept.TryAdd((application, suppression.Key.Field), suppression);
        return Task.CompletedTask;
    }

    public Task<bool> RemoveAsync(string application, SuppressionKey key, CancellationToken cancellation) => Task.FromResult(kept.TryRemove((application, key.Field), out _));

    public Task<Page<Suppression>> ListAsync(string application, int limit, string? continuation, CancellationToken cancellation) =>
        Task.FromResult(new Page<Suppression>([.. kept.Where(one => one.Key.Application == application).Select(one => one.Value)], Continuation: null));
}
