using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Sweeping;

/// <summary>Finishes what a crash has left: between reserving and starting, and between a control and the event that tells of it.</summary>
internal sealed class Sweeper(INoticeStore store, NoticeStarter starter, NoticeWaker waker, ProviderEvents events, ILogger<Sweeper> logger)
{
    private const int Most = 200;
    private const int MostEvents = 2000;

    // A request that is still under way is younger.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>Every 30 s: starts notices that have no orchestration, tells of controls that were not followed, takes providers' events that came early, and repairs a part of the indexes.</summary>
    [Function(nameof(Sweeper))]
    public async Task RunAsync([TimerTrigger("*/30 * * * * *", UseMonitor = false)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        try
        {
            IReadOnlyList<NoticeRecord> found = await store.FindUnstartedAsync(Grace, Most, cancellation);
            int started = 0;
            foreach (NoticeRecord record in found)
            {
                started += await starter.StartAsync(client, record.Notice, cancellation) ? 1 : 0;
            }

            IReadOnlyList<NoticeRecord> unfollowed = await store.FindUnfollowedAsync(Grace, Most, cancellation);
            foreach (NoticeRecord record in unfollowed)
            {
                await waker.WakeAsync(client, record.Notice.Id, record.Control?.Version ?? 0, cancellation);
            }

            if (unfollowed.Count > 0)
            {
                logger.Told(unfollowed.Count);
            }

            await events.TakeEarlyAsync(MostEvents, cancellation);
            int repaired = await store.RepairIndexesAsync(cancellation);
            if (found.Count + repaired > 0)
            {
                logger.Swept(started, found.Count, repaired);
            }
        }
        catch (RecordsUnavailableException e)
        {
            logger.RunLeftOut(nameof(Sweeper), e);
        }
    }
}
