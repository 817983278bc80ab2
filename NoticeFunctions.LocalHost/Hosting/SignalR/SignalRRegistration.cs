using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Settings;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>The hub of an app that uses SignalR, in the service's stead.</summary>
internal static class SignalRRegistration
{
    private const string CorsPolicy = "signalr";

    // The service's own: a client that has been silent for two of its intervals is gone.
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ClientTimeout = TimeSpan.FromSeconds(30);

    public static void AddSignalRHub(this IServiceCollection services, IReadOnlyList<FunctionDescriptor> functions, IConfiguration configuration, HostSettings settings)
    {
        services.TryAddSingleton(HubAccessKey.New());
        services.TryAddSingleton(new HubLimits());
        services.AddSingleton(new HubTriggers(functions, new HubSettings(configuration)));
        services.AddSingleton<HubTokens>();
        services.AddSingleton<HubDirectory>();
        services.AddSingleton<HubActions>();
        services.AddSingleton<HubEvents>();
        services.AddSingleton<HubGate>();
        services.AddSingleton<SignalRWebhook>();
        services.AddSingleton<HubLifetimeManager<ClientHub>, HubLifetime>();
        services.AddSignalR().AddHubOptions<ClientHub>(hub =>
        {
            hub.KeepAliveInterval = KeepAlive;
            hub.ClientTimeoutInterval = ClientTimeout;
        });
        services.AddOptions<HubOptions<ClientHub>>().Configure<HubLimits>((hub, limits) => hub.MaximumReceiveMessageSize = limits.LargestMessage);
        services.RemoveAll<IHubProtocol>();
        services.AddSingleton<IHubProtocol, ServerlessJsonProtocol>();
        services.AddCors(cors => cors.AddPolicy(CorsPolicy, policy => Apply(policy, settings)));
    }

    /// <summary>Puts the gate before the hub's endpoints. The app's own functions keep every other path.</summary>
    public static void UseSignalRHub(this WebApplication web, HostSettings settings)
    {
        HubGate gate = web.Services.GetRequiredService<HubGate>();
        web.UseWhen(HubGate.Guards, hub =>
        {
            if (settings.CorsOrigins.Count > 0)
            {
                hub.UseCors(CorsPolicy);
            }

            hub.Use((http, next) => gate.AdmitAsync(http, next));
        });
    }

    public static void MapSignalRHub(this IEndpointRouteBuilder endpoints)
        => endpoints.MapHub<ClientHub>(HubGate.Path).Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = -1);

    // The service takes credentials from every origin that it takes requests from; with them, it names the origin instead of any.
    private static void Apply(CorsPolicyBuilder policy, HostSettings settings)
    {
        policy.AllowAnyHeader().AllowAnyMethod().AllowCredentials();
        if (settings.CorsOrigins.Contains("*"))
        {
            policy.SetIsOriginAllowed(static _ => true);
        }
        else
        {
            policy.WithOrigins([.. settings.CorsOrigins]);
        }
    }
}
