using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Events;

/// <summary>Tells events that Kafka did not take when they happened.</summary>
internal sealed class SendWaitingEvents(EventTeller teller, IOptions<EventOptions> options, ILogger<SendWaitingEvents> logger)
{
    /// <summary>Every 10 s, where events are told at all.</summary>
    [Function(nameof(SendWaitingEvents))]
    public async Task RunAsync([TimerTrigger("*/10 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        try
        {
            await teller.TellWaitingAsync(cancellation);
        }
        catch (RecordsUnavailableException e)
        {
            logger.RunLeftOut(nameof(SendWaitingEvents), e);
        }
    }
}
