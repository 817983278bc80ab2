using System.Security.Cryptography;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Channels.Sms.Twilio;

/// <summary>The Twilio accounts of channel configurations.</summary>
internal sealed class TwilioAccounts(IConfigurationStore store, SettingSecrets secrets)
{
    /// <summary>The auth tokens of an account that an application's messages may have gone through: those of its own configurations and of the shared ones, disabled ones included. One round trip.</summary>
    /// <param name="application">The application.</param>
    /// <param name="accountSid">The account.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="RecordsUnavailableException">The store is away, or the storage that secrets are locked by.</exception>
    public async Task<IReadOnlyList<string>> TokensAsync(string application, string accountSid, CancellationToken cancellation)
    {
        OwnerConfigurations[] owners = await Task.WhenAll(
            store.LoadAsync(application, known: null, cancellation), store.LoadAsync(ChannelConfiguration.Shared, known: null, cancellation));
        return
        [
            .. owners.SelectMany(owner => owner.Items)
                .Where(one => one.Channel == Channel.Sms && one.Provider == TwilioProvider.ProviderName && one.Settings.GetValueOrDefault(TwilioSettings.Account) == accountSid)
                .Select(TokenOf).OfType<string>().Distinct(),
        ];
    }

    // One that can't be read has sent nothing, either.
    private string? TokenOf(ChannelConfiguration configuration)
    {
        try
        {
            return secrets.Open(configuration).GetValueOrDefault(TwilioSettings.Token);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
