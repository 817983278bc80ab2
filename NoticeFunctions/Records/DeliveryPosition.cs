using System.Globalization;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Records;

/// <summary>A place in a notice's list of deliveries: occurrences from the latest to the first, in each by channel and recipient.</summary>
internal sealed record DeliveryPosition(int Occurrence, Channel Channel, int RecipientIndex)
{
    /// <summary>The place a continuation stands for.</summary>
    /// <exception cref="InvalidContinuationException">It is none of this notice's.</exception>
    public static DeliveryPosition Read(NoticeKey key, string continuation)
    {
        string[] place = Continuation.Read(ListName(key), continuation);
        return new(Number(place[0]), (Channel)Number(place[1]), Number(place[2]));

        static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
    }

    /// <summary>The continuation for what comes after this place.</summary>
    public string ToContinuation(NoticeKey key) =>
        Continuation.Write(ListName(key), new[] { Occurrence, (int)Channel, RecipientIndex }.Select(field => field.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Every place where a delivery may be, in the list's order, beginning after a place.</summary>
    public static IEnumerable<DeliveryPosition> All(NoticeRecord record, DeliveryPosition? after)
    {
        // The one that is being delivered is not yet counted among the closed.
        int latest = after?.Occurrence ?? record.Progress.Occurrences + 1;
        for (int occurrence = latest; occurrence >= 1; occurrence--)
        {
            foreach ((Channel channel, int index) in record.Notice.PlacesOf(StepOf(record.Progress, occurrence)))
            {
                DeliveryPosition position = new(occurrence, channel, index);
                if (after is not { } start || position.IsAfter(start))
                {
                    yield return position;
                }
            }
        }
    }

    // Of one that is not closed nobody has written yet what it is.
    private static int? StepOf(NoticeProgress progress, int occurrence)
    {
        if (occurrence > progress.Occurrences)
        {
            return null;
        }

        for (int step = progress.Escalation?.Steps.Count ?? 0; step > 0; step--)
        {
            if (progress.Escalation!.Steps[step - 1].Occurrence == occurrence)
            {
                return step;
            }
        }

        return 0;
    }

    private bool IsAfter(DeliveryPosition other) =>
        Occurrence != other.Occurrence ? Occurrence < other.Occurrence
        : Channel != other.Channel ? Channel > other.Channel
        : RecipientIndex > other.RecipientIndex;

    private static string ListName(NoticeKey key) => $"deliveries {key.Application} {key.Id}";
}
