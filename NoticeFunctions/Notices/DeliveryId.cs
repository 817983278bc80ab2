using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NoticeFunctions.Notices;

/// <summary>What a delivery is found by within its application: the parts of <see cref="Delivery.Id"/>.</summary>
/// <param name="NoticeId">The notice it is of.</param>
/// <param name="Occurrence">Numbered from 1.</param>
/// <param name="Channel">The way it goes.</param>
/// <param name="RecipientIndex">The recipient's position, from 0.</param>
internal sealed record DeliveryId(string NoticeId, int Occurrence, Channel Channel, int RecipientIndex)
{
    /// <summary>The parts of a delivery's id.</summary>
    public static DeliveryId Of(Delivery delivery) => new(delivery.NoticeId, delivery.Occurrence, delivery.Channel, delivery.RecipientIndex);

    /// <summary>Reads an id as <see cref="Delivery.Id"/> spells it; it comes back from providers and clients, so it may be anything.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DeliveryId? id)
    {
        id = null;
        if (text?.Split('-') is not [{ } notice, { } occurrence, { } channel, { } recipient]
            || !NoticeIds.IsWellFormed(notice)
            || !int.TryParse(occurrence, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || !Names.TryParse(channel, out Channel way)
            || !int.TryParse(recipient, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            return false;
        }

        id = new DeliveryId(notice, number, way, index);
        return string.Equals(id.ToString(), text, StringComparison.Ordinal);
    }

    /// <summary>The id as it goes out: <c>{notice}-{occurrence}-{channel}-{recipient index}</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{NoticeId}-{Occurrence}-{Names.Of(Channel)}-{RecipientIndex}");
}
