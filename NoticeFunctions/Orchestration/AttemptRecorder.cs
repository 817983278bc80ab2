using Microsoft.Extensions.Options;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Orchestration;

/// <summary>Turns what a provider said into what a delivery becomes: sent, failed, or waiting for another attempt.</summary>
internal sealed class AttemptRecorder(RetryDelay delay, IOptions<DeliveryOptions> options)
{
    /// <summary>The deliveries after an attempt. Those that wait equally long by the rules wait until the same instant, so that one turn serves them all.</summary>
    /// <param name="deliveries">As they were handed over.</param>
    /// <param name="outcomes">One for each.</param>
    /// <param name="provider">Who was asked.</param>
    /// <param name="now">When the answer came.</param>
    public IReadOnlyList<Delivery> Record(IReadOnlyList<Delivery> deliveries, IReadOnlyList<ProviderOutcome> outcomes, string provider, DateTimeOffset now)
    {
        Dictionary<(int Attempts, TimeSpan? Wish), DateTimeOffset> retries = [];
        Delivery[] recorded = new Delivery[deliveries.Count];
        for (int index = 0; index < recorded.Length; index++)
        {
            recorded[index] = Record(deliveries[index], outcomes[index], provider, now, retries);
        }

        return recorded;
    }

    private Delivery Record(
        Delivery delivery, ProviderOutcome outcome, string provider, DateTimeOffset now, Dictionary<(int Attempts, TimeSpan? Wish), DateTimeOffset> retries)
    {
        Delivery tried = delivery with
        {
            Provider = provider,
            Attempts = [.. delivery.Attempts, new Attempt(now, provider, outcome.Result, outcome.ProviderMessageId, outcome.Error)],
            RetryAt = null,
        };
        int attempts = tried.Attempts.Count;
        if (outcome.Result == AttemptResult.Accepted)
        {
            return tried with { Status = DeliveryStatus.Sent };
        }

        // What may have gone out already goes out again where its receiver can recognize it, and not by SMS.
        bool isLast = attempts >= options.Value.MaxAttempts;
        if (outcome.Result == AttemptResult.Uncertain && (isLast || delivery.Channel == Channel.Sms))
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
