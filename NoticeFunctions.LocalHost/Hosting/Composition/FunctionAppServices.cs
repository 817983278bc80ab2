using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Durable;
using NoticeFunctions.LocalHost.Hosting.Http;
using NoticeFunctions.LocalHost.Hosting.Kafka;
using NoticeFunctions.LocalHost.Hosting.Settings;
using NoticeFunctions.LocalHost.Hosting.SignalR;
using NoticeFunctions.LocalHost.Hosting.Timers;

namespace NoticeFunctions.LocalHost.Hosting.Composition;

/// <summary>
/// The services behind the app's functions. The host starts hosted services in the order of their registration, the web server last, and
/// ends them the other way round: first no more requests, then no more messages, then no more timers, then the engine.
/// </summary>
internal static class FunctionAppServices
{
    public static void AddFunctionApp(this IServiceCollection services, FunctionApp app, IConfiguration configuration, HostPlan plan)
    {
        services.TryAddSingleton(plan.Options.Time);
        services.AddSingleton(provider => HostKeys.Read(
            provider.GetRequiredService<IConfiguration>(), Path.Combine(plan.Options.Folder, ".local", "keys.json")));
        services.AddSingleton<CallerLevel>();
        services.AddMvcCore();
        services.AddSingleton<Microsoft.AspNetCore.Routing.MatcherPolicy, HttpMethodPolicy>();
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.Apply(plan.Settings)));
        if (app.UsesDurable)
        {
            services.AddDurable(app.Functions, plan.Settings.Storage, plan.Options.OnBreakdown);
        }

        if (app.UsesSignalR)
        {
            services.AddSignalRHub(app.Functions, configuration, plan.Settings);
        }

        services.AddTimers(app, plan.Settings);
        services.AddKafka(app, configuration);
    }

    private static void AddKafka(this IServiceCollection services, FunctionApp app, IConfiguration configuration)
    {
        FunctionDescriptor[] functions = [.. app.Functions.Where(f => f.Trigger is KafkaTriggerAttribute)];
        if (functions.Length == 0)
        {
            return;
        }

        KafkaHostOptions options = KafkaHostOptions.Read(configuration);
        KafkaSubscription[] subscriptions = [.. functions.Select(f => KafkaSubscription.Read(f, configuration, options))];
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<KafkaService>(provider, (IReadOnlyList<KafkaSubscription>)subscriptions));
    }

    private static void AddTimers(this IServiceCollection services, FunctionApp app, HostSettings settings)
    {
        if (!app.Timers.Any())
        {
            return;
        }

        services.AddSingleton<ITimerStatusStore>(settings.Storage is { Length: > 0 } storage
            ? new BlobTimerStatusStore(new BlobContainerClient(storage, BlobTimerStatusStore.ContainerName), "localhost")
            : new MemoryTimerStatusStore());
        services.AddHostedService(provider =>
        {
            IConfiguration configuration = provider.GetRequiredService<IConfiguration>();
            TimeProvider time = provider.GetRequiredService<TimeProvider>();
            List<(FunctionDescriptor, TimerPlan)> timers = [.. app.Timers.Select(f => (f, TimerPlans.Read(f, configuration, time.GetUtcNow())))];
            return ActivatorUtilities.CreateInstance<TimerService>(provider, timers);
        });
    }
}
