using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Engine;

namespace NoticeFunctions.LocalHost.Hosting.Durable;

/// <summary>Starts the engine before the first trigger and stops it after the last; ends the host when its journal is another's.</summary>
internal sealed class DurableService(DurableEngine engine, IHostApplicationLifetime lifetime, Action onBreakdown, ILogger<DurableService> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await engine.StartAsync(cancellationToken);
        _ = EndWhenLostAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);

    private async Task EndWhenLostAsync()
    {
        Exception reason = await engine.JournalLost;
        logger.JournalLost(reason);
        onBreakdown();
        lifetime.StopApplication();
    }
}
