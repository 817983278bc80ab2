using System.Collections.Concurrent;
using NoticeFunctions.Records.Events;

namespace NoticeFunctions.Tests.Records.InMemory;

/// <summary>Providers' events in memory.</summary>
internal sealed class InMemoryProviderEvents : IProviderEvents
{
    private readonly ConcurrentDictionary<(string, string), bool> taken = new();
    private readonly ConcurrentDictionary<EarlyEvent, DateTimeOffset> early = new();

    public Task<IReadOnlyList<bool>> AreTakenAsync(IReadOnlyList<ProviderEvent> events, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<bool>>([.. events.Select(one => taken.ContainsKey((one.Application, one.Id)))]);

    public Task MarkTakenAsync(IReadOnlyList<ProviderEvent> events, CancellationToken cancellation)
    {
        foreach (ProviderEvent one in events)
        {
            taken[(one.Application, one.Id)] = true;
        }

        return Task.CompletedTask;
    }

    public Task KeepEarlyAsync(IReadOnlyList<EarlyEvent> events, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (EarlyEvent one in events)
        {
            early[one] = now;
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<EarlyEvent>> ListEarlyAsync(int limit, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<EarlyEvent>>(
        [.. early.GroupBy(one => one.Key.Event.Application).SelectMany(group => group.OrderBy(one => one.Value).Take(limit)).Select(one => one.Key)]);

    public Task RemoveEarlyAsync(IReadOnlyList<EarlyEvent> events, CancellationToken cancellation)
    {
        foreach (EarlyEvent one in events)
        {
            early.TryRemove(one, out _);
        }

        return Task.CompletedTask;
    }
}
