using Microsoft.Extensions.Options;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Orchestration;

/// <summary>Turns what a provider said into what a delivery becomes: sent, failed, or waiting for another attempt.</summary>
internal sealed class AttemptRecorder(RetryDelay delay, IOptions<DeliveryOptions> options)
{
    /// <summary>The deliveries after an attempt. Those that wait equally long by the rules wait until the same instant, so that one turn serves them all.</summary>
    /// <param name="deliveries">As they were handed over, each in the hands of its provider.</param>
    /// <param name="outcomes">One for each.</param>
    /// <param name="now">When the answer came.</param>
    public IReadOnlyList<Delivery> Record(IReadOnlyList<Delivery> deliveries, IReadOnlyList<ProviderOutcome> outcomes, DateTimeOffset now)
    {
        Dictionary<(int Attempts, TimeSpan? Wish), DateTimeOffset> retries = [];
        Delivery[] recorded = new Delivery[deliveries.Count];
        for (int index = 0; index < recorded.Length; index++)
        {
            recorded[index] = Record(deliveries[index], outcomes[index], now, retries);
        }

        return recorded;
    }

    /// <summary>A delivery that failed for now and goes on to another provider at once.</summary>
    public static Delivery Pass(Delivery delivery, ProviderOutcome outcome, Carrier next, DateTimeOffset now) =>
        Tried(delivery, outcome, now, failedOver: true) with { Provider = next.Provider.Name, Configuration = next.Configuration };

    private static Delivery Tried(Delivery delivery, ProviderOutcome outcome, DateTimeOffset now, bool failedOver) => delivery with
    {
        Attempts =
        [
            .. delivery.Attempts,
            new Attempt(now, delivery.Provider ?? "", outcome.Result, outcome.ProviderMessageId, outcome.Error) { Configuration = delivery.Configuration, FailedOver = failedOver, Segments = outcome.Segments },
        ],
        RetryAt = null,
    };

    private Delivery Record(Delivery delivery, ProviderOutcome outcome, DateTimeOffset now, Dictionary<(int Attempts, TimeSpan? Wish), DateTimeOffset> retries)
    {
        Delivery tried = Tried(delivery, outcome, now, failedOver: false);
        int attempts = tried.Rounds;
        if (outcome.Result == AttemptResult.Accepted)
        {
            return tried with { Status = DeliveryStatus.Sent };
        }

        bool isLast = attempts >= options.Value.MaxAttempts;
        if (outcome.Result == AttemptResult.Uncertain && (isLast || !delivery.Channel.RecognizesRepetition()))
        {
            return tried with { Status = DeliveryStatus.Uncertain };
        }

        if (outcome.Result == AttemptResult.PermanentFailure || isLast)
        {
            return tried with { Status = DeliveryStatus.Failed };
        }

        if (!retries.TryGetValue((attempts, outcome.RetryAfter), out DateTimeOffset retryAt))
        {
            retryAt = now + delay.After(attempts, outcome.RetryAfter);
            retries.Add((attempts, outcome.RetryAfter), retryAt);
        }

        return tried with { RetryAt = retryAt };
    }
}
