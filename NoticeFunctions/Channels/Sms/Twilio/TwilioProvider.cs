using System.Net.Http.Headers;
using System.Text;
using NoticeFunctions.Channels.Calls;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Sms.Twilio;

/// <summary>
/// Sends SMS through Twilio's Messages resource (https://www.twilio.com/docs/messaging/api/message-resource), one message a call. It is called as documented and not through
/// Twilio's package (8.2.0 was tried), whose errors tell no Retry-After, whose calls can't be cancelled and read answers of any length, and which finds its host by itself.
/// </summary>
internal sealed class TwilioProvider : IProvider
{
    /// <summary>How deliveries show it.</summary>
    public const string ProviderName = "twilio";

    private readonly ProviderCalls calls;
    private readonly TwilioSettings settings;
    private readonly TwilioCallbacks callbacks;
    private readonly Uri address;
    private readonly AuthenticationHeaderValue authorization;

    /// <summary>Opens a configuration.</summary>
    /// <param name="calls">Makes the calls.</param>
    /// <param name="settings">The configuration's settings.</param>
    /// <param name="callbacks">Where Twilio reports to.</param>
    public TwilioProvider(ProviderCalls calls, TwilioSettings settings, TwilioCallbacks callbacks)
    {
        this.calls = calls;
        this.settings = settings;
        this.callbacks = callbacks;
        address = new Uri($"{settings.Host}/2010-04-01/Accounts/{settings.AccountSid}/Messages.json");
        authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.AccountSid}:{settings.AuthToken}")));
    }

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public int LargestBatch => 50;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        string text = SmsText.Of(notice);
        int segments = SmsSegments.Count(text);
        return ProviderCalls.EachAsync(
            deliveries, atOnce: deliveries.Count, delivery => calls.SendAsync("Twilio", Compose(notice, delivery, text), answer => TwilioAnswer.Read(answer, segments), cancellation));
    }

    private HttpRequestMessage Compose(Notice notice, Delivery delivery, string text)
    {
        List<KeyValuePair<string, string>> form = [new("To", delivery.Recipient), new("Body", text)];
        form.Add(settings.From is { } from ? new("From", from) : new("MessagingServiceSid", settings.MessagingServiceSid!));
        if (callbacks.For(notice, delivery) is { } callback)
        {
            form.Add(new("StatusCallback", callback));
        }

        HttpRequestMessage request = new(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = authorization;
        return request;
    }
}
