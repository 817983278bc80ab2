using NoticeFunctions.Channels;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Channels;

/// <summary>What carries the messages of a test: the same for every application.</summary>
/// <param name="chain">Those to be tried, given the channel and the configuration that the notice names.</param>
internal sealed class FixedRouting(Func<Channel, string?, IReadOnlyList<Carrier>> chain) : IProviders, IRouting
{
    /// <summary>The names that a notice may name.</summary>
    public IReadOnlyList<string> Named { get; init; } = [];

    /// <summary>One provider for every channel.</summary>
    public static FixedRouting To(IProvider provider)
    {
        Carrier[] chain = [new Carrier(provider)];
        return new((_, _) => chain);
    }

    /// <summary>Several, the same for every channel, one after the other; their configurations are called first, second and so on.</summary>
    public static FixedRouting ToEach(params IProvider[] providers)
    {
        Carrier[] chain = [.. providers.Zip(["first", "second", "third"], (provider, name) => new Carrier(provider, name))];
        return new((_, _) => chain);
    }

    /// <summary>Nobody, and yet every one of these channels is carried; every channel where none is told.</summary>
    public static FixedRouting Carrying(params Channel[] carried) => new((channel, _) => carried.Length == 0 || carried.Contains(channel) ? [new Carrier(Nobody.Instance)] : []);

    public ValueTask<IRouting> ForAsync(string application, CancellationToken cancellation) => new(this);

    public void Outdate(string owner)
    {
    }

    public bool CanCarry(Channel channel, string? configuration = null) => chain(channel, configuration).Count > 0 && (configuration is null || Named.Contains(configuration));

    public IReadOnlyList<Carrier> For(Channel channel, string? configuration = null) => chain(channel, configuration);

    public IReadOnlyList<string> Names(Channel channel) => Named;

    private sealed class Nobody : IProvider
    {
        public static Nobody Instance { get; } = new();

        public string Name => "nobody";

        public int LargestBatch => 1000;

        public Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation) =>
            throw new InvalidOperationException("Nothing is to be sent here.");
    }
}
