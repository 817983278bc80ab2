using System.Net;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Sms.Twilio;

/// <summary>
/// Where Twilio reports what became of a message: the address tells whose delivery it is. Twilio signs the address with its report, so nobody else can put another delivery there.
/// </summary>
/// <param name="publicUrl">Where the platform is reached: <c>Notices:PublicUrl</c>, checked where the rest of its section is.</param>
internal sealed class TwilioCallbacks(string? publicUrl)
{
    /// <summary>The path of the function that takes the reports.</summary>
    public const string Path = "/api/webhooks/twilio";

    /// <summary>The parameter that says whose delivery it is.</summary>
    public const string ApplicationParameter = "application";

    /// <summary>The parameter that says which it is.</summary>
    public const string DeliveryParameter = "delivery";

    // Twilio refuses a message whose callback it can't reach (21609).
    private readonly string? address = Uri.TryCreate(publicUrl, UriKind.Absolute, out Uri? url) && IsPublic(url) ? publicUrl.TrimEnd('/') + Path : null;

    /// <summary>The address for a delivery; null where the platform has none that Twilio could reach.</summary>
    public string? For(Notice notice, Delivery delivery) => address is null ? null : $"{address}?{ApplicationParameter}={notice.Application}&{DeliveryParameter}={delivery.Id}";

    private static bool IsPublic(Uri url) =>
        !url.IsLoopback && url.Host.Contains('.') && !url.Host.Contains('_') && !url.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) && !IPAddress.TryParse(url.Host, out _);
}
