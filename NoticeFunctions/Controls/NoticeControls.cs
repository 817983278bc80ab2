using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Controls;

/// <summary>How a control came out.</summary>
/// <param name="Record">The notice after it.</param>
/// <param name="IsAllowed">False: its state forbids it, and nothing has changed.</param>
internal sealed record ControlResult(NoticeRecord Record, bool IsAllowed);

/// <summary>Controls notices: (1) change the record by compare-and-set, which decides, (2) tell the orchestration. What dies between the two the sweeper finds.</summary>
internal sealed class NoticeControls(INoticeStore store, NoticeWaker waker, TimeProvider time, ILogger<NoticeControls> logger)
{
    /// <summary>Controls a notice; null when there is none.</summary>
    public async Task<ControlResult?> ControlAsync(DurableTaskClient client, NoticeKey key, ControlRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (request.Recipient is { } recipient && await store.GetAsync(key, cancellation) is { } known && recipient >= known.Notice.To.Count)
        {
            return null;
        }

        bool isAllowed = false;
        ControlOutcome? outcome = await store.ControlAsync(key, record => Decide(record, request, out isAllowed), CancellationToken.None);
        if (outcome is null)
        {
            return null;
        }

        // A repetition tells again: the first may have died before it did.
        if (isAllowed && outcome.Record.Control is { } control && control.Version > outcome.Record.Recorded.Control)
        {
            await waker.WakeAsync(client, key.Id, control.Version, CancellationToken.None);
        }

        if (outcome.IsChanged)
        {
            logger.Controlled(key.Id, Names.Of(request.Kind));
        }

        return new ControlResult(outcome.Record, isAllowed);
    }

    private ControlChange? Decide(NoticeRecord record, ControlRequest request, out bool isAllowed)
    {
        DateTimeOffset now = time.GetUtcNow();
        ControlRuling ruling = ControlRules.Rule(record, request, now);
        isAllowed = ruling.IsAllowed;
        if (ruling.Control is not { } control)
        {
            return null;
        }

        // Retries stay in what is written: its life still has to say what became of them.
        NoticeProgress? ended = ruling.Ends ? record.Recorded.Under(control) with { Retries = record.Recorded.Retries } : null;
        return new ControlChange(control, new LogEntry(now, Names.Of(request.Kind), request.By, request.Reason), ended);
    }
}
