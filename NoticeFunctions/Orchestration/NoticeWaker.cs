using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Orchestration;

/// <summary>Tells an orchestration that there is a control to follow. The event carries the controls' version and nothing else: what they say stands in the record.</summary>
internal sealed class NoticeWaker(TimeProvider time, ILogger<NoticeWaker> logger)
{
    // The control holds already; a caller is not to wait for an engine whose store is away.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Tells it. What fails here the sweeper does again.</summary>
    public async Task WakeAsync(DurableTaskClient client, string noticeId, int version, CancellationToken cancellation)
    {
        try
        {
            await client.RaiseEventAsync(noticeId, NoticeOrchestrator.ControlEvent, version, cancellation).WaitAsync(Patience, time, cancellation);
        }
        catch (Exception e)
        {
            // The backends say "away", "not there yet" and "ended" by exceptions of many types.
            logger.NotTold(noticeId, e);
        }
    }
}
