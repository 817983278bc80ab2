using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NoticeFunctions.Kafka;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Events;

/// <summary>Tells events on Kafka, keyed by their notice. What Kafka does not take waits in Redis for <see cref="SendWaitingEvents"/>: nothing that is recorded fails for want of a listener.</summary>
internal sealed class EventTeller(IKafkaProducer producer, IWaitingEvents waiting, IOptions<EventOptions> options, TimeProvider time, ILogger<EventTeller> logger)
{
    // Brokers that are there answer in milliseconds; a fact waits no longer for the others, and those that follow for a while not at all.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Break = TimeSpan.FromSeconds(10);

    private static readonly KeyValuePair<string, byte[]?>[] Headers = [new("content-type", "application/cloudevents+json; charset=UTF-8"u8.ToArray())];

    private long awayUntil = long.MinValue;

    /// <summary>Tells them, or keeps them; returns when either is done. It throws nothing: with Kafka and Redis both away an event is lost, and the log says so.</summary>
    public async Task TellAsync(IReadOnlyList<NoticeEvent> events)
    {
        bool isAway = time.GetUtcNow().UtcTicks < Volatile.Read(ref awayUntil);
        bool[] told = isAway ? new bool[events.Count] : await Task.WhenAll(events.Select(TryAsync));
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
            bool sent = await producer.SendAsync(options.Value.Topic, new OutgoingMessage(Encoding.UTF8.GetBytes(told.Subject), value, Headers), CancellationToken.None).WaitAsync(Patience, time);
            Volatile.Write(ref awayUntil, long.MinValue);
            return sent;
        }
        catch (Exception e) when (e is KafkaUnavailableException or TimeoutException)
        {
            Volatile.Write(ref awayUntil, (time.GetUtcNow() + Break).UtcTicks);
            return false;
        }
    }
}
