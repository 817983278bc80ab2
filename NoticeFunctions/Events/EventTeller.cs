using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NoticeFunctions.Kafka;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Events;

/// <summary>Tells events on Kafka, keyed by their notice. What Kafka does not take waits in Redis for <see cref="SendWaitingEvents"/>: nothing that is recorded fails for want of a listener.</summary>
internal sealed class EventTeller(IKafkaProducer producer, IWaitingEvents waiting, IOptions<EventOptions> options, ILogger<EventTeller> logger)
{
    private static readonly KeyValuePair<string, byte[]?>[] Headers = [new("content-type", "application/cloudevents+json; charset=UTF-8"u8.ToArray())];

    /// <summary>Tells them, or keeps them; returns when either is done. It throws nothing: with Kafka and Redis both away an event is lost, and the log says so.</summary>
    public async Task TellAsync(IReadOnlyList<NoticeEvent> events)
    {
        bool[] told = await Task.WhenAll(events.Select(TryAsync));
        NoticeEvent[] untold = [.. events.Where((_, i) => !told[i])];
        if (untold.Length == 0)
        {
            return;
        }

        try
        {
            await waiting.KeepAsync(untold, CancellationToken.None);
            logger.EventsWait(untold.Length);
        }
        catch (RecordsUnavailableException e)
        {
            logger.EventsLost(untold.Length, e);
        }
    }

    /// <summary>Tells those that wait.</summary>
    /// <exception cref="RecordsUnavailableException">The store is away.</exception>
    public async Task TellWaitingAsync(CancellationToken cancellation)
    {
        const int Step = 500;
        while (await waiting.PeekAsync(Step, cancellation) is { Count: > 0 } events)
        {
            if ((await Task.WhenAll(events.Select(TryAsync))).Contains(false))
            {
                return;
            }

            await waiting.DropAsync(events.Count, CancellationToken.None);
        }
    }

    private async Task<bool> TryAsync(NoticeEvent told)
    {
        try
        {
            byte[] value = JsonSerializer.SerializeToUtf8Bytes(told, EventJson.Default.NoticeEvent);
            return await producer.SendAsync(options.Value.Topic, new OutgoingMessage(Encoding.UTF8.GetBytes(told.Subject), value, Headers), CancellationToken.None);
        }
        catch (KafkaUnavailableException)
        {
            return false;
        }
    }
}
