using System.Text.Json;
using System.Text.RegularExpressions;
using NoticeFunctions.Notices;
using NoticeFunctions.Records.Events;

namespace NoticeFunctions.Channels.Email;

/// <summary>Reads the events that SendGrid posts: an array of objects, each with the custom arguments of its mail. What does not concern a delivery's end is passed over.</summary>
internal static partial class SendGridEvents
{
    private const int LongestReason = 300;
    private const int LongestId = 200;
    private const int LongestApplication = 63;

    /// <summary>The events; null when the body is no array of objects.</summary>
    public static IReadOnlyList<ProviderEvent>? Read(JsonElement body) =>
        body.ValueKind == JsonValueKind.Array && body.EnumerateArray().All(one => one.ValueKind == JsonValueKind.Object)
            ? [.. body.EnumerateArray().Select(ReadOne).OfType<ProviderEvent>()]
            : null;

    private static ProviderEvent? ReadOne(JsonElement told)
    {
        if (Text(told, "sg_event_id") is not { Length: > 0 and <= LongestId } id
            || Text(told, SendGridMail.ApplicationArgument) is not { Length: > 0 and <= LongestApplication } application || !application.All(IsOfId)
            || !DeliveryId.TryParse(Text(told, SendGridMail.DeliveryArgument), out DeliveryId? delivery) || delivery.Channel != Channel.Email)
        {
            return null;
        }

        return Text(told, "event") switch
        {
            "delivered" => new(id, application, delivery, DeliveryStatus.Delivered),

            // A block is about this mail, or this day; only a bounce says that there is no such mailbox.
            "bounce" => new(id, application, delivery, DeliveryStatus.Bounced, Reason(told), Text(told, "type") == "bounce" ? SuppressionReason.Bounced : null),
            "dropped" => new(id, application, delivery, DeliveryStatus.Bounced, Reason(told)),
            "spamreport" => new(id, application, delivery, DeliveryStatus.Complained, Suppresses: SuppressionReason.Complained),
            _ => null,
        };
    }

    private static string? Text(JsonElement told, string name) => told.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Others may send through the same account, with arguments of their own.
    private static bool IsOfId(char one) => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one == '-';

    private static string? Reason(JsonElement told)
    {
        if (Text(told, "reason") is not { Length: > 0 } reason)
        {
            return null;
        }

        string clean = Address().Replace(string.Concat(reason.Select(one => char.IsControl(one) ? ' ' : one)), "(address)").Trim();
        return clean.Length <= LongestReason ? clean : clean[..LongestReason];
    }

    [GeneratedRegex(@"[^\s<>""']{1,64}@[^\s<>""']{1,255}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
