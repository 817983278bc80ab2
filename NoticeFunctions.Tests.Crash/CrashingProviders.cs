using NoticeFunctions.Channels;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Crash;

/// <summary>The app's providers, with a point before and after each call.</summary>
internal sealed class CrashingProviders(IProviders providers, Crasher crasher) : IProviders
{
    public async ValueTask<IRouting> ForAsync(string application, CancellationToken cancellation) => new CrashingRouting(await providers.ForAsync(application, cancellation), crasher);

    public void Outdate(string owner) => providers.Outdate(owner);

    private sealed class CrashingRouting(IRouting routing, Crasher crasher) : IRouting
    {
        public bool CanCarry(Channel channel, string? configuration = null) => routing.CanCarry(channel, configuration);

        public IReadOnlyList<Carrier> For(Channel channel, string? configuration = null) =>
            [.. routing.For(channel, configuration).Select(carrier => new Carrier(new Crashing(carrier.Provider, crasher), carrier.Configuration))];

        public IReadOnlyList<string> Names(Channel channel) => routing.Names(channel);
    }

    private sealed class Crashing(IProvider provider, Crasher crasher) : IProvider
    {
        public string Name => provider.Name;

        public int LargestBatch => provider.LargestBatch;

        public string? Sender => provider.Sender;

        public async Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
        {
            await crasher.ReachedAsync(nameof(CrashPoint.BeforeProvider));
            crasher.Calls.Begun(deliveries.Select(delivery => delivery.Id));
            IReadOnlyList<ProviderOutcome> outcomes = await provider.SendAsync(notice, deliveries, cancellation);
            await crasher.ReachedAsync(nameof(CrashPoint.AfterProvider));
            return outcomes;
        }
    }
}
