using Microsoft.Extensions.Logging;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Kafka;

/// <summary>Sends messages that can't be accepted to the topic of dead letters, where they wait for somebody.</summary>
internal sealed class DeadLetterOffice(IKafkaProducer producer, IDeadLetters known, KafkaSettings settings, NoticeMetrics metrics, ILogger<DeadLetterOffice> logger)
{
    /// <summary>Returns when all of them are safe. What a batch that comes again brings a second time is not sent again.</summary>
    /// <exception cref="KafkaUnavailableException">Some are not known to be safe: the batch has to come again.</exception>
    /// <exception cref="Records.RecordsUnavailableException">The store is away.</exception>
    public async Task SendAsync(IReadOnlyList<UndeliverableMessage> messages, CancellationToken cancellation)
    {
        if (messages.Count == 0)
        {
            return;
        }

        IReadOnlyList<bool> sent = await known.WereSentAsync([.. messages.Select(message => message.Id)], cancellation);
        UndeliverableMessage[] unsent = [.. messages.Where((_, i) => !sent[i])];
        await Task.WhenAll(unsent.Select(message => SendAsync(message, cancellation)));
        await known.MarkSentAsync([.. unsent.Select(message => message.Id)], CancellationToken.None);
    }

    private async Task SendAsync(UndeliverableMessage message, CancellationToken cancellation)
    {
        OutgoingMessage letter = new(message.Record.Key, message.Record.Value, DeadLetterHeaders.Of(message));
        if (!await producer.SendAsync(settings.DeadLetterTopic, letter, cancellation))
        {
            // Why it was refused can be told all the same; the message is where it came from, as long as the topic keeps it.
            await producer.SendAsync(
                settings.DeadLetterTopic, letter with { Value = null, Headers = [.. letter.Headers, DeadLetterHeaders.Text(DeadLetterHeaders.Truncated, "true")] }, cancellation);
        }

        metrics.DeadLettered(message.Reason);
        logger.DeadLettered(message.Id, message.Record.Topic, message.Record.Partition, message.Record.Offset, message.Reason);
    }
}
