using NoticeFunctions.Channels.Calls;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Sms.Aliyun;

/// <summary>Aliyun's Short Message Service, as channel configurations name it.</summary>
internal sealed class AliyunKind(ProviderCalls calls, ProviderHosts hosts, TimeProvider time) : IProviderKind
{
    /// <inheritdoc/>
    public string Name => AliyunProvider.ProviderName;

    /// <inheritdoc/>
    public Channel Channel => Channel.Sms;

    /// <inheritdoc/>
    public IReadOnlyList<ProviderSetting> Settings => AliyunSettings.All;

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Check(IReadOnlyDictionary<string, string> settings) => AliyunSettings.Check(settings, hosts);

    /// <inheritdoc/>
    public IProvider Open(IReadOnlyDictionary<string, string> settings) => new AliyunProvider(calls, AliyunSettings.Read(settings), time);
}
