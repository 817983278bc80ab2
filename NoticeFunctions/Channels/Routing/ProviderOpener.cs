using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Channels.Routing;

/// <summary>Opens providers with what configurations say.</summary>
internal sealed class ProviderOpener(ProviderKinds kinds, SettingSecrets secrets, ILogger<ProviderOpener> logger)
{
    /// <summary>The provider of a configuration, to be disposed of by the caller where it can be. One that can't be opened fails whatever it is handed, for now, and says why.</summary>
    /// <exception cref="RecordsUnavailableException">The storage that secrets are locked by is away.</exception>
    public IProvider Open(ChannelConfiguration configuration)
    {
        if (kinds.Find(configuration.Channel, configuration.Provider) is not { } kind)
        {
            return Unusable(configuration, "this platform knows no such provider");
        }

        try
        {
            return kind.Open(secrets.Open(configuration));
        }
        catch (CryptographicException)
        {
            return Unusable(configuration, "its secrets can't be read with the certificate of DataProtection:Certificate");
        }
    }

    private UnusableProvider Unusable(ChannelConfiguration configuration, string reason)
    {
        logger.ConfigurationUnusable(configuration.ToString(), reason);
        return new(configuration, reason);
    }

    private sealed class UnusableProvider(ChannelConfiguration configuration, string reason) : IProvider
    {
        public string Name => configuration.Provider;

        public int LargestBatch => 1000;

        public Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notices.Notice notice, IReadOnlyList<Notices.Delivery> deliveries, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<ProviderOutcome>>([.. deliveries.Select(_ => ProviderOutcome.Transient($"Configuration {configuration.Name} can't be used: {reason}."))]);
    }
}
