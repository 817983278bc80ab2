using NoticeFunctions.Channels.Calls;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Sms.Twilio;

/// <summary>Twilio, as channel configurations name it.</summary>
internal sealed class TwilioKind(ProviderCalls calls, ProviderHosts hosts, TwilioCallbacks callbacks) : IProviderKind
{
    /// <inheritdoc/>
    public string Name => TwilioProvider.ProviderName;

    /// <inheritdoc/>
    public Channel Channel => Channel.Sms;

    /// <inheritdoc/>
    public IReadOnlyList<ProviderSetting> Settings => TwilioSettings.All;

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Check(IReadOnlyDictionary<string, string> settings) => TwilioSettings.Check(settings, hosts);

    /// <inheritdoc/>
    public IProvider Open(IReadOnlyDictionary<string, string> settings) => new TwilioProvider(calls, TwilioSettings.Read(settings), callbacks);
}
