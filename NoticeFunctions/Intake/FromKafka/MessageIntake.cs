using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NoticeFunctions.Kafka;
using NoticeFunctions.Limits;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;

namespace NoticeFunctions.Intake.FromKafka;

/// <summary>
/// Takes a batch of messages in, side by side: their reservations share round trips, and their starts share writes of the engine's. What can't be accepted becomes a dead
/// letter; what could not be tried fails the batch, and all of it comes again. Whatever was accepted or sent away before is known by then.
/// </summary>
internal sealed class MessageIntake(MessageReader reader, NoticeIntake intake, DeadLetterOffice deadLetters)
{
    /// <summary>Returns when every message of the batch is durably a notice or a dead letter.</summary>
    /// <exception cref="RecordsUnavailableException">The records' store is away.</exception>
    /// <exception cref="KafkaUnavailableException">Dead letters can't be sent.</exception>
    /// <exception cref="NotStartedException">The engine does not start notices now.</exception>
    public async Task AcceptAsync(DurableTaskClient client, IReadOnlyList<KafkaRecord> records, CancellationToken cancellation)
    {
        ReadMessage[] messages = await reader.ReadAsync(records, cancellation);

        // Messages of the same key take turns: the first of them is the notice. The first ones are all reserved before any is started, so that the engine has their starts at
        // once and writes them together; what could not be reserved fails the batch, but holds up no other.
        MessageRefusal?[] refusals = new MessageRefusal?[records.Count];
        int[][] groups =
        [
            .. Enumerable.Range(0, records.Count)
                .GroupBy(i => messages[i].Request is { } request ? (request.Caller.Application, request.IdempotencyKey ?? $"{i}") : ("", $"{i}"))
                .Select(same => same.ToArray()),
        ];
        Task<IntakeEntry?>[] reserving = [.. groups.Select(same => ReserveAsync(messages[same[0]], cancellation))];
        await ((Task)Task.WhenAll(reserving)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(groups.Zip(reserving, async (same, reserved) =>
        {
            refusals[same[0]] = await StartAsync(client, messages[same[0]], await reserved);
            foreach (int i in same.Skip(1))
            {
                refusals[i] = await StartAsync(client, messages[i], await ReserveAsync(messages[i], cancellation));
            }
        }));
        await deadLetters.SendAsync([.. records.Zip(refusals).Where(pair => pair.Second is not null).Select(pair => Letter(pair.First, pair.Second!))], cancellation);
    }

    private async Task<IntakeEntry?> ReserveAsync(ReadMessage message, CancellationToken cancellation) =>
        message.Request is { } request ? await intake.ReserveAsync(request, message.Faults, cancellation) : null;

    private async Task<MessageRefusal?> StartAsync(DurableTaskClient client, ReadMessage message, IntakeEntry? entry)
    {
        if (entry is null)
        {
            return message.Refusal;
        }

        string application = entry.Request.Caller.Application;
        return await intake.StartAsync(client, entry) switch
        {
            IntakeResult.Accepted => null,
            IntakeResult.Invalid invalid => RefusalReasons.Of(invalid.Faults, application),
            IntakeResult.Conflict => new(RefusalReasons.IdempotencyConflict, Refuse.IdempotencyConflict().Problem, application),
            IntakeResult.Limited limited => new(RefusalReasons.RateLimited, Refuse.Limited(Detail(limited.Quota), limited.Quota.ComeAgain).Problem, application),
            _ => throw new NotStartedException(),
        };
    }

    private static string Detail(QuotaState quota) => string.Create(CultureInfo.InvariantCulture, $"Your limit {quota.Name} of {quota.Quota} admits it within no hour. Redrive it when there is room.");

    private static UndeliverableMessage Letter(KafkaRecord record, MessageRefusal refusal) => new(record, refusal.Reason, refusal.Problem, refusal.Application);
}

/// <summary>The engine does not start orchestrations now: a message's batch has to come again.</summary>
internal sealed class NotStartedException() : Exception("The engine (setting AzureWebJobsStorage) does not start notices now.");
