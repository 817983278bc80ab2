using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Setup;

/// <summary>
/// <c>POST /api/channels/{channel}/configurations</c>, and of one of them <c>GET</c>, <c>PUT</c> and <c>DELETE</c>. An application's are its own, an administrator's shared
/// with all applications. What is changed holds in this process at once, and everywhere within 5 seconds.
/// </summary>
internal sealed class ConfigurationFunctions(IConfigurationStore store, ConfigurationWriter writer)
{
    /// <summary>Makes one.</summary>
    public const string Create = "CreateConfiguration";

    /// <summary>Shows one.</summary>
    public const string Show = "GetConfiguration";

    /// <summary>Says one anew.</summary>
    public const string Update = "UpdateConfiguration";

    /// <summary>Takes one out.</summary>
    public const string Delete = "DeleteConfiguration";

    private const string All = "api/channels/{channel}/configurations";
    private const string One = All + "/{name}";

    /// <summary>Makes a configuration.</summary>
    [Function(Create)]
    public async Task<IResult> CreateAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request, string channel) =>
        ConfigurationScope.TryRead(channel, out Channel read) ? await writer.WriteAsync(request, read, name: null) : ConfigurationScope.NoChannel();

    /// <summary>Shows a configuration: of the caller's own, or what others may know of a shared one.</summary>
    [Function(Show)]
    public async Task<IResult> ShowAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, string channel, string name)
    {
        if (!ConfigurationScope.TryRead(channel, out Channel read))
        {
            return ConfigurationScope.NoChannel();
        }

        string owner = ConfigurationScope.OwnerOf(request);
        OwnerConfigurations own = await store.LoadAsync(owner, known: null, request.HttpContext.RequestAborted);
        if (own.Find(read, name) is { } mine)
        {
            return ConfigurationScope.Answer(own, mine);
        }

        OwnerConfigurations shared = owner == ChannelConfiguration.Shared ? own : await store.LoadAsync(ChannelConfiguration.Shared, known: null, request.HttpContext.RequestAborted);
        return shared.Find(read, name) is { } one ? ConfigurationScope.AnswerToOthers(shared, one) : ConfigurationScope.None();
    }

    /// <summary>Says a configuration anew: what the body leaves out is as if it had never been said, but for secrets.</summary>
    [Function(Update)]
    public async Task<IResult> UpdateAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, string channel, string name) =>
        ConfigurationScope.TryRead(channel, out Channel read) ? await writer.WriteAsync(request, read, name) : ConfigurationScope.NoChannel();

    /// <summary>Takes a configuration out, unless another falls back to it.</summary>
    [Function(Delete)]
    public async Task<IResult> DeleteAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, string channel, string name) =>
        ConfigurationScope.TryRead(channel, out Channel read) ? await writer.DeleteAsync(request, read, name) : ConfigurationScope.NoChannel();
}
