using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NoticeFunctions.Records.Redis;

/// <summary>
/// Refuses to start on a store that would lose records by its own configuration. A store that is away does not stop the start: it
/// may come later, and until then the callers are told to wait.
/// </summary>
internal sealed partial class RecordsStart(IRecordsHealth health, ILogger<RecordsStart> logger) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        RecordsHealth found = await health.CheckAsync(cancellationToken);
        if (found is { IsHealthy: false, Latency: not null })
        {
            throw new InvalidOperationException($"Setting {RedisOptions.Setting}: {found.Problem}");
        }

        if ((found.Problem ?? found.Warning) is { } remark)
        {
            LogRemark(remark);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "Records: {Remark}")]
    private partial void LogRemark(string remark);
}
