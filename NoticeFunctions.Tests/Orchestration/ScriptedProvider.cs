using NoticeFunctions.Channels;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Orchestration;

/// <summary>A provider that answers as a test says, and remembers what it was handed.</summary>
internal sealed class ScriptedProvider(TimeProvider time) : IProvider
{
    private readonly Lock gate = new();
    private readonly List<(Delivery Delivery, DateTimeOffset At)> taken = [];
    private readonly List<int> batches = [];

    /// <summary>What is said to a delivery, given how often the provider has seen it (from 1).</summary>
    public Func<Delivery, int, ProviderOutcome> Answer { get; set; } = (_, _) => ProviderOutcome.Accepted("message-id");

    /// <summary>Told of each notice that it is handed.</summary>
    public Action<Notice> Seen { get; set; } = _ => { };

    public IReadOnlyList<(Delivery Delivery, DateTimeOffset At)> Taken
    {
        get
        {
            lock (gate)
            {
                return [.. taken];
            }
        }
    }

    /// <summary>How many deliveries each call held.</summary>
    public IReadOnlyList<int> Batches
    {
        get
        {
            lock (gate)
            {
                return [.. batches];
            }
        }
    }

    public string Name { get; init; } = "scripted";

    public int LargestBatch { get; init; } = 1000;

    public Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        Seen(notice);
        lock (gate)
        {
            batches.Add(deliveries.Count);
            return Task.FromResult<IReadOnlyList<ProviderOutcome>>([.. deliveries.Select(Take)]);
        }
    }

    private ProviderOutcome Take(Delivery delivery)
    {
        taken.Add((delivery, time.GetUtcNow()));
        return Answer(delivery, taken.Count(one => one.Delivery.Id == delivery.Id));
    }
}
