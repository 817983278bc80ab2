using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Durable.Management;
using NoticeFunctions.LocalHost.Hosting.Http;
using NoticeFunctions.LocalHost.Hosting.Invocation;
using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.LocalHost.Hosting.Durable;

/// <summary>The durable engine over the app's functions, its journal and its client.</summary>
internal static class DurableRegistration
{
    private const string Container = "localhost-durable";

    public static void AddDurable(this IServiceCollection services, IReadOnlyList<FunctionDescriptor> functions, string? storage, Action onBreakdown)
    {
        services.AddSingleton<DataConverter>(JsonDataConverter.Default);
        services.AddSingleton<IDurableFunctions>(provider => new DurableFunctions(functions, provider.GetRequiredService<InvocationPipeline>()));
        services.AddSingleton(provider => DurableSettings.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => provider.GetRequiredService<DurableSettings>().Engine);
        services.TryAddSingleton<IFaultPoints, NoFaultPoints>();
        services.TryAddSingleton(new JournalStoreOptions());
        services.AddSingleton(provider => Store(storage, provider));
        services.AddSingleton<EngineMetrics>();
        services.AddSingleton<DurableEngine>();
        services.AddSingleton<DurableTaskClient>(Client);
        services.AddSingleton<ManagementApi>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<DurableService>(provider, onBreakdown));
    }

    private static IJournalStore Store(string? storage, IServiceProvider provider)
    {
        if (storage is { Length: > 0 })
        {
            return new AppendBlobJournalStore(
                new JournalBlobs(new BlobContainerClient(storage, Container, Impatient()), provider.GetRequiredService<DurableSettings>().Hub),
                new ProcessOwners(),
                provider.GetRequiredService<JournalStoreOptions>(),
                provider.GetRequiredService<IFaultPoints>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILoggerFactory>().CreateLogger("Host.DurableTask"));
        }

        provider.GetRequiredService<ILoggerFactory>().CreateLogger("Host.DurableTask").JournalInMemory();
        return new MemoryJournalStore();
    }

    // The journal tries again itself, and tells callers meanwhile.
    private static BlobClientOptions Impatient() => new()
    {
        Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(1), NetworkTimeout = TimeSpan.FromSeconds(10) },
    };

    private static LocalDurableTaskClient Client(IServiceProvider provider)
    {
        IServer server = provider.GetRequiredService<IServer>();
        HostKeys keys = provider.GetRequiredService<HostKeys>();
        return new LocalDurableTaskClient(
            provider.GetRequiredService<DurableEngine>(),
            provider.GetRequiredService<DataConverter>(),
            id => ManagementPayloads.Of(id, server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First(), keys.DurableTask));
    }
}
