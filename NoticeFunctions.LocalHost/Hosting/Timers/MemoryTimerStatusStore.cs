using System.Collections.Concurrent;

namespace NoticeFunctions.LocalHost.Hosting.Timers;

/// <summary>For an app without a storage account: what was missed while the host was down is not noticed.</summary>
internal sealed class MemoryTimerStatusStore : ITimerStatusStore
{
    private readonly ConcurrentDictionary<string, TimerStatus> statuses = new(StringComparer.OrdinalIgnoreCase);

    public Task<TimerStatus?> ReadAsync(string functionName, CancellationToken cancellation)
        => Task.FromResult(statuses.GetValueOrDefault(functionName));

    public Task WriteAsync(string functionName, TimerStatus status, CancellationToken cancellation)
    {
        statuses[functionName] = status;
        return Task.CompletedTask;
    }
}
