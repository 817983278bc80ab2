using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Applications;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Attachments;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Limits;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;
using NoticeFunctions.Schedules;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Intake;

/// <summary>What a request brings.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Body">The JSON.</param>
/// <param name="IdempotencyKey">The caller's key, if there is one.</param>
/// <param name="TraceParent">W3C trace context.</param>
/// <param name="LinkBase">Where the platform is reached, for links in messages.</param>
internal sealed record IntakeRequest(Caller Caller, ReadOnlyMemory<byte> Body, string? IdempotencyKey, string? TraceParent, string? LinkBase = null)
{
    /// <summary>What the key came with, where that is more than the body.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>When it was asked, never later than now; null: just now. "Now" and "in an hour" are the asker's.</summary>
    public DateTimeOffset? Asked { get; init; }

    /// <summary>Whether it may be due later, rather than refused, where its application has sent as many notices of this minute as it may.</summary>
    public bool MayWait { get; init; }
}

/// <summary>Takes notices in: (1) reserve the key and write the record, (2) start the orchestration, (3) answer. What dies between (1) and (2) the sweeper finds.</summary>
internal sealed class NoticeIntake(
    INoticeStore store, AttachmentLoader attachments, UnsubscribeLinks subscriptions, NoticeReader reader, IProviders providers, ApplicationQuotas quotas, NoticeStarter starter, SlowLane lane, NoticeMetrics metrics, TimeProvider time, ILogger<NoticeIntake> logger)
{
    /// <summary>Takes a notice in. Throws <see cref="RecordsUnavailableException"/> when the store is away.</summary>
    /// <param name="client">The engine.</param>
    /// <param name="request">The request.</param>
    /// <param name="faults">What is wrong with it so far.</param>
    /// <param name="cancellation">The caller's patience: it ends nothing once the notice is reserved.</param>
    public async Task<IntakeResult> AcceptAsync(DurableTaskClient client, IntakeRequest request, FaultList faults, CancellationToken cancellation) =>
        await StartAsync(client, await ReserveAsync(request, faults, cancellation));

    /// <summary>The first half of it, for who has many: reserved together, they can be started together. What is reserved has to be started, or waits for the sweeper.</summary>
    /// <param name="request">The request.</param>
    /// <param name="faults">What is wrong with it so far.</param>
    /// <param name="cancellation">The caller's patience: it ends nothing once the notice is reserved.</param>
    /// <exception cref="RecordsUnavailableException">The store is away.</exception>
    public Task<IntakeEntry> ReserveAsync(IntakeRequest request, FaultList faults, CancellationToken cancellation) =>
        request.Body.Length > SlowLane.Bytes ? lane.RunAsync(() => ReadAndReserveAsync(request, faults, cancellation)) : ReadAndReserveAsync(request, faults, cancellation);

    private async Task<IntakeEntry> ReadAndReserveAsync(IntakeRequest request, FaultList faults, CancellationToken cancellation)
    {
        DateTimeOffset now = WholeMilliseconds(request.Asked ?? time.GetUtcNow());
        IRouting routing = await providers.ForAsync(request.Caller.Application, cancellation);
        if (Read(request, routing, now, faults) is { } draft)
        {
            return await EnterAsync(request, Compose(request, draft, now), cancellation);
        }

        // What is wrong today may have been right when it first came: an instant passes.
        if (request.IdempotencyKey is { } key
            && await store.GetAsync(new NoticeKey(request.Caller.Application, NoticeIds.FromIdempotencyKey(request.Caller.Application, key)), cancellation) is { } known
            && Read(request, routing, known.Notice.Created, new FaultList()) is { } first)
        {
            return await ReserveAsync(request, Compose(request, first, known.Notice.Created), QuotaTicket.Free, quota: null);
        }

        metrics.Refused();
        return new(request, new IntakeResult.Invalid(faults.Items));
    }

    private NoticeDraft? Read(IntakeRequest request, IRouting routing, DateTimeOffset now, FaultList faults)
    {
        try
        {
            using JsonDocument? document = JsonBody.Parse(request.Body, faults);
            return document is null ? null : reader.Read(document.RootElement, request.Caller, routing, now, faults);
        }
        catch (InvalidOperationException e) when (e.InnerException is null or System.Text.DecoderFallbackException)
        {
            // The one thing that JSON allows and Unicode doesn't.
            faults.Add("", "holds a \\u escape that is half a character (a surrogate without its other half)", example: null);
            return null;
        }
    }

    private async Task<IntakeEntry> EnterAsync(IntakeRequest request, Notice notice, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        (QuotaTicket? ticket, QuotaState? quota) = await quotas.EnterAsync(notice.Application, request.Caller.Rules.NoticesPerMinute, request.Caller.Rules.PendingNotices);
        if (ticket is null)
        {
            // What was accepted before is no news, and may be asked again however much has been sent since.
            return request.IdempotencyKey is not null && await store.GetAsync(notice.Key, cancellation) is not null ? await ReserveAsync(request, notice, QuotaTicket.Free, quota: null)
                : request.MayWait && await quotas.EnterLaterAsync(notice.Application, quota!) is { } admitted ? await ReserveAsync(request, notice.DueFrom(admitted), QuotaTicket.Free, quota)
                : new(request, new IntakeResult.Limited(quota!));
        }

        return await ReserveAsync(request, notice, ticket, quota);
    }

    private async Task<IntakeEntry> ReserveAsync(IntakeRequest request, Notice notice, QuotaTicket ticket, QuotaState? quota)
    {
        bool isNew = false;
        try
        {
            // First what the notice can't be delivered without.
            await attachments.KeepAsync(notice, CancellationToken.None);
            Reservation reservation = await store.ReserveAsync(notice with { Files = [] }, request.IdempotencyKey is null ? null : request.Fingerprint ?? Fingerprint(request.Body), CancellationToken.None);
            isNew = reservation.Outcome == ReservationOutcome.Created;
            return reservation.Outcome == ReservationOutcome.Conflict ? new(request, new IntakeResult.Conflict()) : new(request, reservation, quota);
        }
        finally
        {
            ticket.Close(isNew);
        }
    }

    /// <summary>The second half: starts what was reserved.</summary>
    public async Task<IntakeResult> StartAsync(DurableTaskClient client, IntakeEntry entry)
    {
        if (entry.Reservation is not { } reservation)
        {
            return entry.Result!;
        }

        Notice reserved = reservation.Record.Notice;
        if (!reservation.Record.Progress.HasEnded
            && !await starter.StartAsync(client, reserved, CancellationToken.None)
            && (entry.Request.IdempotencyKey is not null || await WithdrawAsync(reserved)))
        {
            return new IntakeResult.NotStarted();
        }

        if (reservation.Outcome == ReservationOutcome.Created)
        {
            metrics.Accepted();
            logger.Accepted(reserved.Id, reserved.Application, reserved.FirstDue);
        }

        return new IntakeResult.Accepted(reserved.Id, NoticeProgress.Of(reserved).Status, entry.Quota);
    }

    /// <summary>
    /// A caller who is told 503 comes again. With a key that meets this notice, which may wait for the sweeper; without one it is another notice, and this one must
    /// not go out as well. If its start got through after all and it has begun to go out, it is accepted and not withdrawn.
    /// </summary>
    private async Task<bool> WithdrawAsync(Notice notice)
    {
        bool withdrawn = await store.WithdrawAsync(notice, "not-started", CancellationToken.None);
        if (withdrawn)
        {
            logger.Withdrawn(notice.Id);
        }

        return withdrawn;
    }

    private Notice Compose(IntakeRequest request, NoticeDraft draft, DateTimeOffset created)
    {
        string id = request.IdempotencyKey is { } key ? NoticeIds.FromIdempotencyKey(request.Caller.Application, key) : NoticeIds.New(time);
        return new Notice(
            request.Caller.Application,
            id,
            draft.Title,
            draft.Content,
            [.. draft.To, .. draft.Escalate?.To ?? []],
            draft.Channels,
            draft.Schedule,
            draft.Priority,
            draft.Category,
            draft.Metadata,
            created,
            NoticePlan.From(draft.Schedule, created, id).First!.Value.Due,
            request.TraceParent)
        {
            Configuration = draft.Configuration,
            Expires = draft.Expires,
            StopWhenAcknowledged = draft.StopWhenAcknowledged,
            Escalate = draft.Escalate?.Steps,
            Escalated = draft.Escalate?.To.Count ?? 0,
            From = draft.From,
            ReplyTo = draft.ReplyTo,
            Attachments = draft.Attached?.Attachments,
            Files = draft.Attached?.Files ?? [],
            LinkBase = draft.StopWhenAcknowledged is null && !subscriptions.AreFor(draft.Category) ? null : request.LinkBase,
        };
    }

    /// <summary>What a body is recognized by.</summary>
    public static string Fingerprint(ReadOnlyMemory<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body.Span));

    private static DateTimeOffset WholeMilliseconds(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMillisecond));
}
