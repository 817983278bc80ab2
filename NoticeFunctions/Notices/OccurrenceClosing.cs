namespace NoticeFunctions.Notices;

/// <summary>
/// Takes deliveries into a notice's progress. Each delivery is counted once, however often the same closing runs: an open
/// one stands in <see cref="NoticeProgress.Retries"/>, and one that neither stands there nor belongs to a newer occurrence
/// has been counted before.
/// </summary>
internal static class OccurrenceClosing
{
    /// <summary>
    /// The progress after an occurrence (or the retries of earlier ones) went out. Status, next due instant and end are left
    /// for the caller to decide from the result.
    /// </summary>
    /// <param name="before">The progress as it was recorded.</param>
    /// <param name="occurrence">The occurrence that closes, or the latest one when only retries went out.</param>
    /// <param name="deliveries">Their outcomes; each final, or with <see cref="Delivery.RetryAt"/>.</param>
    /// <param name="now">The time of the closing.</param>
    public static NoticeProgress Close(this NoticeProgress before, int occurrence, IReadOnlyCollection<Delivery> deliveries, DateTimeOffset now)
    {
        Dictionary<Channel, ChannelCounts> counts = new(before.Counts);
        Dictionary<(int, Channel, int), PendingRetry> retries = before.Retries.ToDictionary(retry => (retry.Occurrence, retry.Channel, retry.RecipientIndex));

        foreach (Delivery delivery in deliveries)
        {
            (int, Channel, int) place = (delivery.Occurrence, delivery.Channel, delivery.RecipientIndex);
            bool counted = delivery.Occurrence <= before.Occurrences && !retries.ContainsKey(place);
            if (counted)
            {
                continue;
            }

            if (delivery.RetryAt is { } at && !delivery.IsFinal)
            {
                retries[place] = new PendingRetry(delivery.Occurrence, delivery.Channel, delivery.RecipientIndex, at);
                continue;
            }

            retries.Remove(place);
            counts[delivery.Channel] = counts.GetValueOrDefault(delivery.Channel, new ChannelCounts()).Add(delivery.Status);
        }

        return before with
        {
            Occurrences = Math.Max(before.Occurrences, occurrence),
            Counts = counts,
            Retries = [.. retries.Values.OrderBy(retry => retry.At)],
            Updated = now,
        };
    }
}
