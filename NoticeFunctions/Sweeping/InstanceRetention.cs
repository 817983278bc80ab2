using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Sweeping;

/// <summary>Purges orchestrations that have finished. What they came to stands in the records, which are kept longer.</summary>
internal sealed class InstanceRetention(IOptions<RetentionOptions> options, TimeProvider time, ILogger<InstanceRetention> logger)
{
    // Without them, or with one that is not terminal, the real engine deletes what is running too.
    private static readonly OrchestrationRuntimeStatus[] Finished =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(1);

    /// <summary>Every five minutes: purges what was created longer ago than the retention and has finished.</summary>
    [Function(nameof(InstanceRetention))]
    public async Task RunAsync([TimerTrigger("15 */5 * * * *", UseMonitor = false)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        DateTimeOffset createdBefore = time.GetUtcNow() - TimeSpan.FromHours(options.Value.InstanceHours);
        PurgeInstancesFilter filter = new(CreatedFrom: DateTimeOffset.UnixEpoch, createdBefore, Finished) { Timeout = LongestRun };
        int purged = 0;
        PurgeResult result;
        do
        {
            result = await client.PurgeAllInstancesAsync(filter, cancellation);
            purged += result.PurgedInstanceCount;
        }
        while (result.IsComplete == false && result.PurgedInstanceCount > 0);

        if (purged > 0)
        {
            logger.Purged(purged);
        }
    }
}
