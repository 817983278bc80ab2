using Microsoft.Extensions.Primitives;
using NoticeFunctions.Notices;
using NoticeFunctions.Records.Events;

namespace NoticeFunctions.Channels.Sms.Twilio;

/// <summary>
/// Reads what Twilio reports of a message (https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks). That a number has opted out (21610) ends the delivery
/// and suppresses nothing: it holds for one sender and until its owner thinks better of it, and Twilio, which alone knows both, refuses by itself.
/// </summary>
internal static class TwilioReport
{
    private const int LongestSid = 64;
    private const int LongestCode = 8;

    /// <summary>The event; null for what tells nothing new of a message that Twilio has, or concerns no delivery by SMS.</summary>
    /// <param name="form">The report.</param>
    /// <param name="application">Whose delivery.</param>
    /// <param name="delivery">Which, as <see cref="Delivery.Id"/> spells it.</param>
    public static ProviderEvent? Read(IReadOnlyDictionary<string, StringValues> form, string application, string? delivery)
    {
        if (Text(form, "MessageSid") is not { Length: > 0 and <= LongestSid } sid || !DeliveryId.TryParse(delivery, out DeliveryId? id) || id.Channel != Channel.Sms)
        {
            return null;
        }

        // A report has no id of its own, but a message is in each status once.
        string? status = Text(form, "MessageStatus");
        return status switch
        {
            "delivered" or "read" => new($"{sid} {status}", application, id, DeliveryStatus.Delivered),
            "undelivered" or "failed" => new($"{sid} {status}", application, id, DeliveryStatus.Bounced, Reason(status, Text(form, "ErrorCode"))),
            _ => null,
        };
    }

    private static string? Text(IReadOnlyDictionary<string, StringValues> form, string name) => form.TryGetValue(name, out StringValues values) ? values.ToString() : null;

    // The code, which Twilio's documentation explains: its words may repeat the number.
    private static string Reason(string status, string? code) => code is { Length: > 0 and <= LongestCode } && code.All(char.IsAsciiDigit) ? $"{status}: {code}" : status;
}
