using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Routing;

/// <summary>An owner's configurations with the providers that were opened for them, each when it is first needed.</summary>
internal sealed class OwnerCarriers
{
    private readonly Dictionary<(Channel, string), CarrierPlace> places;

    /// <summary>Takes over from those before what stays as it was, with its connections and its breaker.</summary>
    /// <param name="configurations">The configurations.</param>
    /// <param name="before">What was there before.</param>
    /// <param name="open">Opens one.</param>
    public OwnerCarriers(OwnerConfigurations configurations, OwnerCarriers? before, Func<ChannelConfiguration, Carrier> open)
    {
        Configurations = configurations;
        places = configurations.Items.ToDictionary(
            one => (one.Channel, one.Name),
            one => before?.places.GetValueOrDefault((one.Channel, one.Name)) is { } known && known.Version == one.Version ? known : new CarrierPlace(one, open));
    }

    /// <summary>The configurations.</summary>
    public OwnerConfigurations Configurations { get; }

    /// <summary>The carrier of one of them.</summary>
    public Carrier Open(ChannelConfiguration one) => places[(one.Channel, one.Name)].Open();

    /// <summary>What these do not take over from those before.</summary>
    public IReadOnlyList<CarrierPlace> Replaced(OwnerCarriers? before) => before is null ? [] : [.. before.places.Values.Except(places.Values)];

    /// <summary>All of it.</summary>
    public IReadOnlyList<CarrierPlace> All() => [.. places.Values];
}

/// <summary>Where the carrier of one version of a configuration is, once it was opened.</summary>
internal sealed class CarrierPlace(ChannelConfiguration configuration, Func<ChannelConfiguration, Carrier> open) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private Carrier? opened;

    /// <summary>The configuration's version.</summary>
    public string Version => configuration.Version;

    /// <summary>The carrier; opened unless it is.</summary>
    public Carrier Open()
    {
        lock (gate)
        {
            return opened ??= open(configuration);
        }
    }

    /// <summary>Closes what was opened.</summary>
    public async ValueTask DisposeAsync()
    {
        Carrier? closing;
        lock (gate)
        {
            (closing, opened) = (opened, null);
        }

        if (closing?.Provider is IAsyncDisposable provider)
        {
            await provider.DisposeAsync();
        }
    }
}
