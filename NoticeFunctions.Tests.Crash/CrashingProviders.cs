using NoticeFunctions.Channels;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Crash;

/// <summary>The app's providers, with a point before and after each call.</summary>
internal sealed class CrashingProviders(IProviders providers, Crasher crasher) : IProviders
{
    public bool CanCarry(Channel channel) => providers.CanCarry(channel);

    public IProvider? For(Channel channel) => providers.For(channel) is { } provider ? new Crashing(provider, crasher) : null;

    private sealed class Crashing(IProvider provider, Crasher crasher) : IProvider
    {
        public string Name => provider.Name;

        public int LargestBatch => provider.LargestBatch;

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
