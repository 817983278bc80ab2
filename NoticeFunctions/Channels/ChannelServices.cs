using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NoticeFunctions.Channels.App;
using NoticeFunctions.Channels.Attachments;
using NoticeFunctions.Channels.Calls;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Channels.Email;
using NoticeFunctions.Channels.Email.Smtp;
using NoticeFunctions.Channels.Routing;
using NoticeFunctions.Channels.Sandbox;
using NoticeFunctions.Channels.Sms;
using NoticeFunctions.Channels.WebSocket;
using NoticeFunctions.Notices;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Channels;

/// <summary>Registers the channels.</summary>
internal static class ChannelServices
{
    /// <summary>Adds every kind of provider, those that the platform's own settings name, and the sandbox where it is enabled.</summary>
    public static IServiceCollection AddChannels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SandboxOptions>().Bind(configuration.GetSection(SandboxOptions.Section)).ValidateOnStart();
        services.AddSingleton<SandboxProvider>();
        services.AddSingleton<ProviderHosts>();
        services.AddSingleton<SignalRProvider>();
        services.AddSingleton<IProviderKind, SignalRKind>();
        services.AddMail(configuration);
        services.AddProviderCalls().AddSms(configuration).AddAppPush();
        services.AddSingleton<ProviderKinds>();
        services.AddSingleton<SettingSecrets>();
        services.AddSingleton<IConfigurationStore, RedisConfigurationStore>();
        services.AddSingleton<ProviderOpener>();
        services.AddSingleton<PlatformCarriers>(FromSettings);
        services.AddSingleton<IProviders, Providers>();
        return services;
    }

    private static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SendGridOptions>().Bind(configuration.GetSection(SendGridOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SendGridOptions>, SendGridOptionsValidator>();
        services.AddHttpClient(SendGridProvider.HttpClientName, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            // Four lines a mail: metrics and traces tell the same, and cost nothing where nobody listens.
            .RemoveAllLoggers();
        services.AddHttpClient(AttachmentFetcher.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(static provider => AttachmentFetcher.Handler(provider.GetRequiredService<AttachmentAddresses>()))
            .RemoveAllLoggers();
        services.AddSingleton<AttachmentAddresses>();
        services.AddSingleton<AttachmentFetcher>();
        services.AddSingleton<AttachmentLoader>();
        services.AddSingleton<SendGridSignature>();
        return services.AddSingleton<IProviderKind, SmtpKind>().AddSingleton<IProviderKind, SendGridKind>();
    }

    private static PlatformCarriers FromSettings(IServiceProvider provider)
    {
        Dictionary<Channel, Carrier> carriers = [];
        SendGridOptions sendGrid = provider.GetRequiredService<IOptions<SendGridOptions>>().Value;
        if (sendGrid.IsConfigured)
        {
            SendGridProvider mail = new(provider.GetRequiredService<IHttpClientFactory>(), new SendGridAccount(sendGrid.ApiKey, sendGrid.From, sendGrid.Host), sendGrid.Timeout, provider.GetRequiredService<TimeProvider>());
            carriers[Channel.Email] = new(Guard(provider, mail, "sendGrid of the settings SendGrid:*"));
        }

        if (!string.IsNullOrEmpty(provider.GetRequiredService<IConfiguration>()[NoticeHub.ConnectionSetting]))
        {
            carriers[Channel.WebSocket] = new(provider.GetRequiredService<SignalRProvider>());
        }

        return new(carriers, provider.GetRequiredService<IOptions<SandboxOptions>>().Value.Enabled ? new(provider.GetRequiredService<SandboxProvider>()) : null);
    }

    private static GuardedProvider Guard(IServiceProvider provider, IProvider inner, string told) => new(
        inner, told, provider.GetRequiredService<NoticeMetrics>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<GuardedProvider>>());
}
