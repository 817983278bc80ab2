using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Orchestration;

/// <summary>Starts the orchestration of a reserved notice, any number of times with one effect.</summary>
internal sealed class NoticeStarter(INoticeStore store, TimeProvider time, ILogger<NoticeStarter> logger)
{
    // An engine whose store is away may not fail but wait, and a caller is not to wait with it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // A status that is left out counts as reusable, and a running notice would begin anew.
    private static readonly IReadOnlyList<string>? AnyStatus = new StartOrchestrationOptions().WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]).DedupeStatuses;

    /// <summary>Starts, and marks the notice as started.</summary>
    /// <returns>Whether the notice's orchestration is there. False: the engine's store is away, or says that it isn't.</returns>
    public Task<bool> StartAsync(DurableTaskClient client, Notice notice, CancellationToken cancellation) => StartAsync(client, notice, NoticeTurn.First(notice), cancellation);

    /// <summary>The same of a notice whose orchestration may have been lost after it had begun: where it is, nothing happens.</summary>
    public Task<bool> ResumeAsync(DurableTaskClient client, NoticeRecord record, CancellationToken cancellation) =>
        StartAsync(client, record.Notice, NoticeTurn.Resume(record, time.GetUtcNow()), cancellation);

    private async Task<bool> StartAsync(DurableTaskClient client, Notice notice, NoticeTurn turn, CancellationToken cancellation)
    {
        if (!await TryStartAsync(client, notice, turn, cancellation))
        {
            return false;
        }

        // Nobody waits for the mark: a lost one only makes the sweeper look.
        _ = MarkAsync(notice);
        return true;
    }

    private async Task<bool> TryStartAsync(DurableTaskClient client, Notice notice, NoticeTurn turn, CancellationToken cancellation)
    {
        try
        {
            StartOrchestrationOptions once = new(notice.Id) { DedupeStatuses = AnyStatus };
            await client.ScheduleNewOrchestrationInstanceAsync(NoticeOrchestrator.Name, turn, once, cancellation).WaitAsync(Patience, time, cancellation);
            return true;
        }
        catch (Exception e)
        {
            // The backends tell "there already" and "away" by exceptions of many types: whether it is there is all that counts.
            return await IsThereAsync(client, notice, e, cancellation);
        }
    }

    private async Task<bool> IsThereAsync(DurableTaskClient client, Notice notice, Exception cause, CancellationToken cancellation)
    {
        try
        {
            if (await client.GetInstanceAsync(notice.Id, cancellation).WaitAsync(Patience, time, cancellation) is not null)
            {
                return true;
            }
        }
        catch (Exception e)
        {
            logger.NotStarted(notice.Id, e);
            return false;
        }

        logger.NotStarted(notice.Id, cause);
        return false;
    }

    private async Task MarkAsync(Notice notice)
    {
        try
        {
            await store.MarkStartedAsync(notice.Key, CancellationToken.None);
        }
        catch (RecordsUnavailableException e)
        {
            logger.NotMarked(notice.Id, e);
        }
    }
}
