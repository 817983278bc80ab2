using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Sweeping;

/// <summary>
/// Looks for what nothing else would miss: a notice that is waiting by its record, and whose due instant has passed without anything being done. It tells, and sets it going
/// again; where all is well it finds nothing, ever.
/// </summary>
internal sealed class Watchdog(INoticeStore store, NoticeStarter starter, NoticeWaker waker, NoticeMetrics metrics, ILogger<Watchdog> logger)
{
    /// <summary>How long after its due instant a notice is overdue: longer than any engine takes, and any restart.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Every minute: looks at a part of the notices that wait, and in time at all of them.</summary>
    [Function(nameof(Watchdog))]
    public async Task RunAsync([TimerTrigger("45 * * * * *", UseMonitor = false)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        try
        {
            IReadOnlyList<NoticeRecord> overdue = await store.FindOverdueAsync(Patience, cancellation);
            metrics.Overdue(overdue.Count);
            foreach (NoticeRecord record in overdue)
            {
                logger.Overdue(record.Notice.Id, record.Progress.NextDue);

                // A start does nothing to what is there, and an event nothing to what is not.
                await starter.ResumeAsync(client, record, cancellation);
                await waker.WakeAsync(client, record.Notice.Id, record.Control?.Version ?? 0, cancellation);
            }
        }
        catch (RecordsUnavailableException e)
        {
            logger.RunLeftOut(nameof(Watchdog), e);
        }
    }
}
