using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NoticeFunctions.Channels.Attachments;
using NoticeFunctions.Channels.Email;
using NoticeFunctions.Channels.Email.Smtp;
using NoticeFunctions.Channels.Sandbox;
using NoticeFunctions.Channels.WebSocket;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels;

/// <summary>Registers the channels.</summary>
internal static class ChannelServices
{
    /// <summary>Adds every provider that is configured, and the sandbox where it is enabled.</summary>
    public static IServiceCollection AddChannels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SandboxOptions>().Bind(configuration.GetSection(SandboxOptions.Section)).ValidateOnStart();
        services.AddOptions<SendGridOptions>().Bind(configuration.GetSection(SendGridOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SendGridOptions>, SendGridOptionsValidator>();
        services.AddHttpClient(SendGridProvider.HttpClientName, (provider, client) => client.Timeout = provider.GetRequiredService<IOptions<SendGridOptions>>().Value.Timeout)
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            // Four lines a mail: metrics and traces tell the same, and cost nothing where nobody listens.
            .RemoveAllLoggers();
        services.AddSingleton<SendGridProvider>();
        services.AddHttpClient(AttachmentFetcher.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(static provider => AttachmentFetcher.Handler(provider.GetRequiredService<AttachmentAddresses>()))
            .RemoveAllLoggers();
        services.AddSingleton<AttachmentAddresses>();
        services.AddSingleton<AttachmentFetcher>();
        services.AddSingleton<AttachmentLoader>();
        services.TryAddSingleton<ProviderHosts>();
        services.AddSingleton<IProviderKind, SmtpKind>();
        services.AddSingleton<SendGridSignature>();
        services.AddSingleton<SandboxProvider>();
        services.AddSingleton<SignalRProvider>();
        services.AddSingleton<IProviderKind, SignalRKind>();
        services.AddSingleton<ProviderHosts>();
        services.AddSingleton<IProviders>(Choose);
        return services;
    }

    private static Providers Choose(IServiceProvider provider)
    {
        Dictionary<Channel, IProvider> carriers = [];
        if (provider.GetRequiredService<IOptions<SendGridOptions>>().Value.IsConfigured)
        {
            carriers[Channel.Email] = provider.GetRequiredService<SendGridProvider>();
        }

        if (!string.IsNullOrEmpty(provider.GetRequiredService<IConfiguration>()[NoticeHub.ConnectionSetting]))
        {
            carriers[Channel.WebSocket] = provider.GetRequiredService<SignalRProvider>();
        }

        return new Providers(carriers, provider.GetRequiredService<IOptions<SandboxOptions>>().Value.Enabled ? provider.GetRequiredService<SandboxProvider>() : null);
    }
}
