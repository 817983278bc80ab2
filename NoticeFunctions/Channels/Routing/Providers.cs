using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Channels.Routing;

/// <summary>
/// The providers of this platform. What was opened for a configuration is kept as long as the configuration stays as it is, and closed a while after: deliveries that
/// are under way still use it.
/// </summary>
internal sealed class Providers : IProviders, IAsyncDisposable
{
    private const int Most = 10_000;
    private static readonly TimeSpan Grace = GuardedProvider.LongestCall + TimeSpan.FromMinutes(1);

    private readonly IConfigurationStore store;
    private readonly ProviderOpener opener;
    private readonly PlatformCarriers platform;
    private readonly NoticeMetrics metrics;
    private readonly TimeProvider time;
    private readonly ILogger<Providers> logger;
    private readonly OwnerCarriers none;
    private readonly Snapshots<OwnerCarriers> owners;
    private readonly ConcurrentDictionary<string, ApplicationRouting> routings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<CarrierPlace, bool> open = new();
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Knows nothing yet.</summary>
    public Providers(IConfigurationStore store, ProviderOpener opener, PlatformCarriers platform, NoticeMetrics metrics, TimeProvider time, ILogger<Providers> logger)
    {
        (this.store, this.opener, this.platform, this.metrics, this.time, this.logger) = (store, opener, platform, metrics, time, logger);
        none = new OwnerCarriers(OwnerConfigurations.None(""), before: null, Open);
        owners = new Snapshots<OwnerCarriers>(ReadAsync, time);
    }

    /// <inheritdoc/>
    public ValueTask<IRouting> ForAsync(string application, CancellationToken cancellation)
    {
        ValueTask<OwnerCarriers> shared = owners.FindAsync(ChannelConfiguration.Shared, cancellation);
        ValueTask<OwnerCarriers> own = application == ChannelConfiguration.Shared ? new(none) : owners.FindAsync(application, cancellation);
        return shared.IsCompletedSuccessfully && own.IsCompletedSuccessfully
            ? new(Compose(application, own.Result, shared.Result))
            : ComposeAsync(application, own.AsTask(), shared.AsTask());
    }

    /// <inheritdoc/>
    public void Outdate(string owner) => owners.Outdate(owner);

    /// <summary>Closes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        foreach (CarrierPlace place in open.Keys)
        {
            await CloseAsync(place);
        }

        stopping.Dispose();
    }

    private async ValueTask<IRouting> ComposeAsync(string application, Task<OwnerCarriers> own, Task<OwnerCarriers> shared)
    {
        await Task.WhenAll(own, shared);
        return Compose(application, await own, await shared);
    }

    private ApplicationRouting Compose(string application, OwnerCarriers own, OwnerCarriers shared)
    {
        if (routings.TryGetValue(application, out ApplicationRouting? known) && known.IsOf(own, shared))
        {
            return known;
        }

        if (routings.Count >= Most)
        {
            routings.Clear();
        }

        return routings[application] = new ApplicationRouting(own, shared, platform);
    }

    private async Task<OwnerCarriers> ReadAsync(string owner, OwnerCarriers? known)
    {
        OwnerConfigurations found = await store.LoadAsync(owner, known?.Configurations, CancellationToken.None);
        if (known is not null && ReferenceEquals(found, known.Configurations))
        {
            return known;
        }

        OwnerCarriers carriers = new(found, known, Open);
        if (carriers.Replaced(known) is { Count: > 0 } replaced)
        {
            _ = RetireAsync(replaced);
        }

        foreach (CarrierPlace place in carriers.All())
        {
            open.TryAdd(place, true);
        }

        return carriers;
    }

    private Carrier Open(ChannelConfiguration configuration) =>
        new(new GuardedProvider(opener.Open(configuration), configuration.ToString(), metrics, time, logger), configuration.Name);

    private async Task RetireAsync(IReadOnlyList<CarrierPlace> places)
    {
        try
        {
            await Task.Delay(Grace, time, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // All of it is closed anyhow.
            return;
        }

        foreach (CarrierPlace place in places)
        {
            await CloseAsync(place);
        }
    }

    private async Task CloseAsync(CarrierPlace place)
    {
        open.TryRemove(place, out _);
        try
        {
            await place.DisposeAsync();
        }
        catch (Exception e)
        {
            logger.NotClosed(e);
        }
    }
}
