using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NoticeFunctions.Addresses;

namespace NoticeFunctions.Tests.Support.Providers;

/// <summary>Twilio's Messages resource, with the rules and the error codes that its documentation gives.</summary>
internal sealed class TwilioStub : ProviderStub
{
    public const string Account = "AC0123456789abcdef0123456789abcdef";
    public const string Service = "MG0123456789abcdef0123456789abcdef";
    public const string Token = "t0k3n-of-the-account";
    public const string From = "+14155550199";

    /// <summary>A number whose owner has asked for no more.</summary>
    public const string Unsubscribed = "+14155550142";

    /// <summary>The settings of a configuration that sends to it.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["accountSid"] = Account, ["authToken"] = Token, ["from"] = From, ["host"] = Url };

    /// <summary>The messages that were right.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Messages { get; } = [];

    public static async Task<TwilioStub> StartAsync()
    {
        TwilioStub stub = new();
        stub.App.MapPost("/2010-04-01/Accounts/{account}/Messages.json", stub.TakeAsync);
        await stub.App.StartAsync();
        return stub;
    }

    /// <summary>An error as Twilio answers it.</summary>
    public static Func<HttpContext, Task> Refusing(int status, int code, string message, string? retryAfter = null) => Saying(
        status, new JsonObject { ["code"] = code, ["message"] = message, ["more_info"] = $"https://www.twilio.com/docs/errors/{code}", ["status"] = status }.ToJsonString(), retryAfter);

    private async Task TakeAsync(HttpContext http, string account)
    {
        string expected = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account}:{Token}"))}";
        if (http.Request.Headers.Authorization != expected || account != Account)
        {
            await Refusing(401, 20003, "Authenticate")(http);
            return;
        }

        Dictionary<string, string> form = (await http.Request.ReadFormAsync()).ToDictionary(pair => pair.Key, pair => pair.Value.Single()!);
        if (Fault(form) is { } refusal)
        {
            await refusal(http);
            return;
        }

        Messages.Enqueue(form);
        await AnswerAsync(http, Saying(201, $$"""{ "sid": "SM{{Messages.Count:x32}}", "status": "queued", "num_segments": "1", "error_code": null }"""));
    }

    private static Func<HttpContext, Task>? Fault(Dictionary<string, string> form)
    {
        string? to = form.GetValueOrDefault("To");
        string? body = form.GetValueOrDefault("Body");
        string? from = form.GetValueOrDefault("From");
        return string.IsNullOrEmpty(to) ? Refusing(400, 21604, "A 'To' phone number is required.")
            : !PhoneNumber.IsValid(to) ? Refusing(400, 21211, $"Invalid 'To' Phone Number: {to}")
            : to == Unsubscribed ? Refusing(400, 21610, $"Attempt to send to unsubscribed recipient {to}")
            : from is null && !form.ContainsKey("MessagingServiceSid") ? Refusing(400, 21603, "A 'From' phone number is required.")
            : from is not null && from != From ? Refusing(400, 21606, $"The 'From' phone number {from} is not a valid, message-capable Twilio phone number for {to}")
            : form.TryGetValue("MessagingServiceSid", out string? service) && service != Service ? Refusing(404, 21701, "The Messaging Service was not found.")
            : string.IsNullOrEmpty(body) ? Refusing(400, 21602, "Message body is required.")
            : body.Length > 1600 ? Refusing(400, 21617, "The concatenated message body exceeds the 1600 character limit.")
            : form.TryGetValue("StatusCallback", out string? callback) && !IsReachable(callback) ? Refusing(400, 21609, "The 'StatusCallback' URL is not a valid URL.")
            : null;
    }

    private static bool IsReachable(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" && !address.IsLoopback && !address.Host.Contains('_') && address.Host.Contains('.');
}
