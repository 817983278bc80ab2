using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Orchestration;

/// <summary>What one delivering activity has to do, found from the ledger: the same again after a crash, less what is done.</summary>
/// <param name="Send">Deliveries to hand to the provider now.</param>
/// <param name="Settled">Deliveries that end without being handed over: in flight at a crash, and not to be sent twice, or not worth sending any more.</param>
/// <param name="Uncounted">Deliveries whose outcome an earlier run has recorded; it died before the notice's progress counted it.</param>
/// <param name="InFlight">How many were in flight at a crash.</param>
internal sealed record WorkList(IReadOnlyList<Delivery> Send, IReadOnlyList<Delivery> Settled, IReadOnlyList<Delivery> Uncounted, int InFlight)
{
    /// <summary>Finds the work.</summary>
    /// <param name="state">The notice and its ledger.</param>
    /// <param name="channel">The activity's channel.</param>
    /// <param name="order">The activity's part.</param>
    /// <param name="maxAttempts">How often a delivery is tried.</param>
    /// <param name="now">The present: waiting deliveries due by now go out too.</param>
    public static WorkList Find(OccurrenceState state, Channel channel, DeliveryOrder order, int maxAttempts, DateTimeOffset now)
    {
        List<Delivery> send = [];
        List<Delivery> settled = [];
        List<Delivery> uncounted = [];
        HashSet<string> waiting = [.. state.Retries.Select(retry => retry.Id)];
        int inFlight = 0;
        RecipientSlice slice = new(channel, order.First, order.Count);
        foreach (Delivery delivery in Known(state, slice).Concat(New(state, channel, slice, order.Firing)))
        {
            string? idle = Idle(state, delivery, now);
            if (delivery.IsInFlight)
            {
                inFlight++;
                Delivery marked = delivery with { Attempts = [.. delivery.Attempts, new Attempt(now, delivery.Provider, AttemptResult.Uncertain) { Configuration = delivery.Configuration }] };
                bool again = channel.RecognizesRepetition() && marked.Rounds < maxAttempts && idle is null;
                (again ? send : settled).Add(again ? marked : marked with { Status = DeliveryStatus.Uncertain });
            }
            else if (!delivery.IsFinal && idle is not null)
            {
                settled.Add(delivery.Skip(idle));
            }
            else if (!delivery.IsFinal && (delivery.RetryAt ?? now) <= now)
            {
                send.Add(delivery with { RetryAt = null });
            }
            else if (delivery.Occurrence > state.Progress.Occurrences || waiting.Contains(delivery.Id))
            {
                uncounted.Add(delivery);
            }
        }

        return new WorkList(send, settled, uncounted, inFlight);
    }

    /// <summary>Why a delivery is not worth sending any more, if it is not.</summary>
    private static string? Idle(OccurrenceState state, Delivery delivery, DateTimeOffset now) =>
        delivery.Expires <= now ? "expired"
        : state.Notice.StopWhenAcknowledged == AcknowledgementRule.Each && state.Control?.IsAcknowledgedBy(delivery.RecipientIndex) == true ? "acknowledged"
        : null;

    /// <summary>Those in the ledger: of this occurrence, and of earlier ones that wait. After a closing one delivery may stand in both.</summary>
    private static IEnumerable<Delivery> Known(OccurrenceState state, RecipientSlice slice) =>
        state.Deliveries.Concat(state.Retries).Where(delivery => slice.Contains(delivery.Channel, delivery.RecipientIndex)).DistinctBy(delivery => delivery.Place);

    private static IEnumerable<Delivery> New(OccurrenceState state, Channel channel, RecipientSlice slice, Firing firing)
    {
        if (firing.IsRetry || state.Progress.Occurrences >= firing.Number || firing.IsTooLateFor(state))
        {
            return [];
        }

        HashSet<int> known = [.. state.Deliveries.Where(delivery => delivery.Channel == channel).Select(delivery => delivery.RecipientIndex)];
        return state.Notice.RecipientsOn(channel, firing.Step)
            .Where(recipient => slice.Contains(channel, recipient.Index) && !known.Contains(recipient.Index))
            .Select(recipient => new Delivery(
                state.Notice.Id, firing.Number, channel, recipient.Index, recipient.Address, Provider: null, DeliveryStatus.Sending, Attempts: [])
            {
                Expires = state.Notice.ExpiryOf(firing.Due),
            });
    }
}
