using Microsoft.Extensions.Logging;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Orchestration;

/// <summary>
/// Hands a batch to the first of those who may carry it. What has failed there for now goes to the next at once, and so on; only what all of them have failed waits
/// for another round, which begins with the first again. What is refused for good goes nowhere else, nor does an SMS of which nobody can tell whether it went out.
/// </summary>
internal sealed class Handover(AttemptRecorder recorder, UnsubscribeLinks subscriptions, NoticeMetrics metrics, TimeProvider time, ILogger<Handover> logger)
{
    /// <summary>The deliveries after it.</summary>
    /// <param name="ledger">Where the batch stands as in flight, in the hands of the first; who is asked after it is entered there before.</param>
    /// <param name="message">The notice as it is to be sent.</param>
    /// <param name="batch">The deliveries: at most the first one's largest batch.</param>
    /// <param name="chain">Who may carry it: at least one.</param>
    public async Task<IReadOnlyList<Delivery>> SendAsync(OccurrenceLedger ledger, Notice message, Delivery[] batch, IReadOnlyList<Carrier> chain)
    {
        bool isOnlyOne = chain.Count == 1;
        IReadOnlyList<ProviderOutcome> outcomes = await AskAsync(chain[0], isOnlyOne ? null : WishOf(chain[0]), message, batch, isOnlyOne);
        return !isOnlyOne && outcomes.Any(outcome => GoesOn(outcome, batch[0].Channel))
            ? await FailOverAsync(ledger, message, [.. batch], [.. outcomes], chain)
            : recorder.Record(batch, outcomes, time.GetUtcNow());
    }

    private async Task<IReadOnlyList<Delivery>> FailOverAsync(OccurrenceLedger ledger, Notice message, Delivery[] deliveries, ProviderOutcome[] outcomes, IReadOnlyList<Carrier> chain)
    {
        foreach ((Carrier failed, Carrier next) in chain.Zip(chain.Skip(1)))
        {
            int[] open = [.. Enumerable.Range(0, outcomes.Length).Where(index => GoesOn(outcomes[index], deliveries[index].Channel))];
            foreach (int[] part in open.Chunk(next.Provider.LargestBatch))
            {
                Delivery[] passed = [.. part.Select(index => AttemptRecorder.Pass(deliveries[index], outcomes[index], next, time.GetUtcNow()))];
                TimeSpan? wish = WishOf(next);
                if (wish is null && !await TryEnterAsync(ledger, passed))
                {
                    // What is left waits for what the control says.
                    return recorder.Record(deliveries, outcomes, time.GetUtcNow());
                }

                Report(message, deliveries[part[0]].Channel, failed, next, part.Length);
                IReadOnlyList<ProviderOutcome> answers = await AskAsync(next, wish, message, passed, isOnlyOne: false);
                foreach ((int place, int index) in part.Index())
                {
                    deliveries[index] = passed[place];
                    outcomes[index] = answers[place] with { RetryAfter = Sooner(outcomes[index].RetryAfter, answers[place].RetryAfter) };
                }
            }
        }

        return recorder.Record(deliveries, outcomes, time.GetUtcNow());
    }

    // It said so to others, and there is somebody else.
    private TimeSpan? WishOf(Carrier carrier) => carrier.Wish(time.GetUtcNow()) is { Ticks: > 0 } wish ? wish : null;

    private async Task<IReadOnlyList<ProviderOutcome>> AskAsync(Carrier carrier, TimeSpan? wish, Notice message, Delivery[] batch, bool isOnlyOne)
    {
        IReadOnlyList<ProviderOutcome> outcomes;
        if (wish is not null)
        {
            ProviderOutcome left = ProviderOutcome.Transient($"Provider {carrier.Provider.Name} was not asked: it wishes to be left alone for a while.", wish);
            outcomes = [.. batch.Select(_ => left)];
        }
        else
        {
            outcomes = await carrier.Provider.SendAsync(message, subscriptions.Link(message, batch), CancellationToken.None);
            if (!isOnlyOne && outcomes.All(HasFailedForNow) && outcomes.Max(outcome => outcome.RetryAfter) is { } longest)
            {
                carrier.LeaveAlone(time.GetUtcNow() + longest);
            }
        }

        foreach (IGrouping<AttemptResult, ProviderOutcome> group in outcomes.GroupBy(outcome => outcome.Result))
        {
            metrics.Attempted(batch[0].Channel, carrier.Provider.Name, group.Key, group.Count());
            if (group.Key != AttemptResult.Accepted)
            {
                logger.Refused(message.Id, Names.Of(batch[0].Channel), carrier.Provider.Name, group.Count(), group.First().Error);
            }
        }

        return outcomes;
    }

    // A control may have come since. While the store is away nobody knows, and waiting loses nothing.
    private static async Task<bool> TryEnterAsync(OccurrenceLedger ledger, Delivery[] passed)
    {
        try
        {
            return await ledger.AdvanceAsync(passed);
        }
        catch (RecordsUnavailableException)
        {
            return false;
        }
    }

    private void Report(Notice notice, Channel channel, Carrier failed, Carrier next, int count)
    {
        metrics.FailedOver(channel, failed.Provider.Name, count);
        logger.FailedOver(notice.Id, Names.Of(channel), count, next.Configuration ?? next.Provider.Name, failed.Configuration ?? failed.Provider.Name);
    }

    private static bool GoesOn(ProviderOutcome outcome, Channel channel) => HasFailedForNow(outcome) || (outcome.Result == AttemptResult.Uncertain && channel.RecognizesRepetition());

    private static bool HasFailedForNow(ProviderOutcome outcome) => outcome.Result == AttemptResult.TransientFailure;

    // The next round is due when the first of them may be asked again; the others, who still wish to be left alone, are passed over in it.
    private static TimeSpan? Sooner(TimeSpan? one, TimeSpan? other) => one is { } first && other is { } second ? (first < second ? first : second) : null;
}
