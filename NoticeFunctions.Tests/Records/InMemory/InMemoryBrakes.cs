using System.Collections.Concurrent;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Records.InMemory;

/// <summary>Brakes for tests in virtual time.</summary>
internal sealed class InMemoryBrakes : IBrakeStore
{
    private readonly ConcurrentDictionary<string, Brake> pulled = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<Brake>> ListAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Brake>>([.. pulled.Values.OrderBy(brake => brake.Target, StringComparer.Ordinal)]);

    public Task PullAsync(Brake brake, CancellationToken cancellation) => Task.FromResult(pulled.TryAdd(brake.Target, brake));

    public Task ReleaseAsync(string target, CancellationToken cancellation) => Task.FromResult(pulled.TryRemove(target, out _));
}
