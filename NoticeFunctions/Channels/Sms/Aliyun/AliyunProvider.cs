using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Channels.Calls;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Sms.Aliyun;

/// <summary>
/// Sends SMS through SendSms of Aliyun's Dysmsapi 2017-05-25, one message a call, because a call for several numbers has one answer for all. What it says is an approved
/// template, whose variables <c>title</c> and <c>content</c> get the notice's title and its text for SMS. The delivery's id goes along as OutId.
/// </summary>
internal sealed class AliyunProvider(ProviderCalls calls, AliyunSettings settings, TimeProvider time) : IProvider
{
    /// <summary>How deliveries show it.</summary>
    public const string ProviderName = "aliyun";

    private const string Action = "SendSms";
    private const string Version = "2017-05-25";
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Uri endpoint = new(settings.Endpoint);

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public int LargestBatch => 50;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        string variables = new JsonObject { ["title"] = notice.Title, ["content"] = SmsText.Of(notice) }.ToJsonString(Readable);
        return ProviderCalls.EachAsync(deliveries, atOnce: deliveries.Count, delivery => calls.SendAsync("Aliyun", Compose(delivery, variables), AliyunAnswer.Read, cancellation));
    }

    private HttpRequestMessage Compose(Delivery delivery, string variables)
    {
        string query = AliyunSignature.Query(
        [
            // Numbers of mainland China may have their country code, all others must; none has a plus.
            new("PhoneNumbers", delivery.Recipient.TrimStart('+')),
            new("SignName", settings.SignName),
            new("TemplateCode", settings.TemplateCode),
            new("TemplateParam", variables),
            new("OutId", delivery.Id),
        ]);
        Dictionary<string, string> headers = new()
        {
            ["host"] = endpoint.Authority,
            ["x-acs-action"] = Action,
            ["x-acs-version"] = Version,
            ["x-acs-date"] = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["x-acs-content-sha256"] = AliyunSignature.EmptyBody,
            ["x-acs-signature-nonce"] = RandomNumberGenerator.GetHexString(32, lowercase: true),
        };
        HttpRequestMessage request = new(HttpMethod.Post, new Uri(endpoint, $"/?{query}"));
        request.Headers.TryAddWithoutValidation("Authorization", AliyunSignature.Authorization(settings.AccessKeyId, settings.AccessKeySecret, query, headers));
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
