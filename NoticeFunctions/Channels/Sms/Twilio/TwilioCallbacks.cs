using System.Net;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Sms.Twilio;

/// <summary>
/// Where Twilio reports what became of a message: the address tells whose delivery it is. Twilio signs the address with its report, so nobody can put another delivery there.
/// </summary>
/// <param name="address">The function's address.</param>
internal sealed class TwilioCallbacks(string address)
{
    /// <summary>The path of the function that takes the reports.</summary>
    public const string Path = "/api/webhooks/twilio";

    /// <summary>The callbacks of a platform that is reached here; null where that is no place for Twilio, which refuses a message whose callback it can't reach (error 21609).</summary>
    /// <param name="publicUrl">The platform's public address.</param>
    public static TwilioCallbacks? At(string? publicUrl) =>
        Uri.TryCreate(publicUrl, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" && IsPublic(url) ? new(publicUrl.TrimEnd('/') + Path) : null;

    /// <summary>The address for a delivery.</summary>
    public string For(Notice notice, Delivery delivery) => $"{address}?application={Uri.EscapeDataString(notice.Application)}&delivery={Uri.EscapeDataString(delivery.Id)}";

    private static bool IsPublic(Uri url) =>
        !url.IsLoopback && !url.Host.Contains('_') && url.Host.Contains('.') && !url.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) && !IPAddress.TryParse(url.Host, out _);
}
