using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace NoticeFunctions.Channels.Calls;

/// <summary>Registers what calls providers.</summary>
internal static class CallServices
{
    /// <summary>Adds <see cref="ProviderCalls"/> with its HTTP client, and the rule of which hosts may be called.</summary>
    public static IServiceCollection AddProviderCalls(this IServiceCollection services)
    {
        services.AddHttpClient(ProviderCalls.HttpClientName, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),

                // Sooner than providers close what is idle: a message that goes out at that very moment is one of which nobody knows whether it arrived.
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
            })
            // Four lines a message: metrics and traces tell the same, and cost nothing where nobody listens.
            .RemoveAllLoggers();
        services.TryAddSingleton<ProviderHosts>();
        services.AddSingleton<ProviderCalls>();
        return services;
    }
}
