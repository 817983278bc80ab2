using System.Diagnostics;
using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Primitives;
using NoticeFunctions.Applications;
using NoticeFunctions.Http;
using NoticeFunctions.Kafka;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Intake.FromKafka;

/// <summary>What is to be made of a message: a request for the intake, or a refusal.</summary>
/// <param name="Request">The request.</param>
/// <param name="Faults">What is wrong with it so far.</param>
/// <param name="Refusal">Why it is none.</param>
internal sealed record ReadMessage(IntakeRequest? Request, FaultList Faults, MessageRefusal? Refusal);

/// <summary>Reads messages: who sends, by the same tokens as over HTTP, and what is asked for.</summary>
internal sealed class MessageReader(IAccessTokens tokens, PublicUrls urls, TimeProvider time)
{
    /// <summary>Bytes of a message's value: what brokers take unless told otherwise.</summary>
    public const int ValueBytes = 1024 * 1024;

    // Older instants are a wrong clock's, or a message's that nobody can wait for any more.
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(7);

    /// <summary>Reads the messages of a batch.</summary>
    /// <exception cref="Records.RecordsUnavailableException">The store is away: nothing is known about the messages.</exception>
    public Task<ReadMessage[]> ReadAsync(IReadOnlyList<KafkaRecord> records, CancellationToken cancellation)
    {
        Senders senders = new(tokens);
        return Task.WhenAll(records.Select(record => ReadAsync(record, senders, cancellation)));
    }

    private async Task<ReadMessage> ReadAsync(KafkaRecord record, Senders senders, CancellationToken cancellation)
    {
        MessageHeaders headers = new(record.Headers);
        FaultList faults = new();
        byte[] value = record.Value ?? [];
        if (value.Length > ValueBytes)
        {
            return Refused(new(RefusalReasons.TooLarge, Refuse.TooLarge(ValueBytes).Problem), faults);
        }

        if (await senders.FindAsync(record.Headers, cancellation) is not { } caller)
        {
            return Refused(new(RefusalReasons.Unauthenticated, Refuse.Unauthenticated().Problem), faults);
        }

        if (!caller.May(Scopes.NoticesWrite))
        {
            return Refused(new(RefusalReasons.Forbidden, Refuse.Forbidden(ScopeNames.Join(Scopes.NoticesWrite)).Problem, caller.Application), faults);
        }

        CloudEvent? told = null;
        if (CloudEvent.IsOne(headers, value))
        {
            told = CloudEvent.Read(headers, value, faults);
            if (told is null)
            {
                return Refused(RefusalReasons.Of(faults.Items, caller.Application, RefusalReasons.InvalidEvent), faults);
            }

            if (told.Type != CloudEvent.NoticeRequested)
            {
                MessageRefusal unknown = RefusalReasons.OfEvent("/type", $"must be {CloudEvent.NoticeRequested}", CloudEvent.NoticeRequested);
                return Refused(unknown with { Reason = RefusalReasons.UnknownEventType, Application = caller.Application }, faults);
            }
        }

        return new(
            new IntakeRequest(caller, told?.Data ?? value, Key(record, headers, told, faults), TraceParent(headers), urls.Known)
            {
                Asked = Asked(record),
                MayWait = true,
            },
            faults,
            Refusal: null);
    }

    // A message that has neither is told apart by its place; what is redriven, by what it was before. No key of a caller's has a line break.
    private static string? Key(KafkaRecord record, MessageHeaders headers, CloudEvent? told, FaultList faults)
    {
        StringValues given = headers[IdempotencyKey.Header];
        return given.Count > 0 ? IdempotencyKey.Read(given, faults)
            : told is not null ? $"\nevent\n{told.Source}\n{told.Id}"
            : headers.Single(DeadLetterHeaders.Redriven) is { Length: > 0 } before ? $"\nredriven\n{before}"
            : string.Create(CultureInfo.InvariantCulture, $"\nkafka\n{record.Topic}\n{record.Partition}\n{record.Offset}\n{record.Timestamp?.UnixTimestampMs}");
    }

    /// <summary>When the message was sent: what "now" and "in an hour" meant to whoever wrote it.</summary>
    private DateTimeOffset Asked(KafkaRecord record)
    {
        DateTimeOffset now = time.GetUtcNow();
        return record.Timestamp is { Type: not KafkaTimestampType.NotAvailable } stamp && stamp.UnixTimestampMs > (now - Oldest).ToUnixTimeMilliseconds() && stamp.UnixTimestampMs < now.ToUnixTimeMilliseconds()
            ? stamp.DateTimeOffset
            : now;
    }

    private static string? TraceParent(MessageHeaders headers) =>
        headers.Single("traceparent") is { } parent && ActivityContext.TryParse(parent, traceState: null, out _) ? parent : null;

    private static ReadMessage Refused(MessageRefusal refusal, FaultList faults) => new(Request: null, faults, refusal);
}
