using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace NoticeFunctions.Tests.Support.Platform;

/// <summary>What tests ask of a platform, over its public API alone.</summary>
internal sealed class PlatformClient(HttpClient http)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>An address that no other test uses.</summary>
    public static string NewAddress() => $"{Guid.NewGuid():N}@example.com";

    /// <summary>A notice by mail to one recipient, as JSON.</summary>
    public static JsonObject Mail(string to, JsonObject? schedule = null)
    {
        JsonObject notice = new() { ["title"] = "Order shipped", ["content"] = "Your order 1234 is on its way.", ["to"] = new JsonArray(new JsonObject { ["email"] = to }) };
        if (schedule is not null)
        {
            notice["schedule"] = schedule;
        }

        return notice;
    }

    /// <summary>Posts a body as it is.</summary>
    public Task<PlatformAnswer> PostAsync(string body, string? contentType = "application/json", string? key = null, string path = "api/notices")
    {
        HttpRequestMessage request = new(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        if (contentType is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return SendAsync(request);
    }

    /// <summary>Posts JSON to another path.</summary>
    public Task<PlatformAnswer> PostToAsync(string path, string body) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") });

    /// <summary>Posts a notice that is right; its id.</summary>
    public async Task<string> AcceptedAsync(JsonObject notice)
    {
        PlatformAnswer answer = await PostAsync(notice.ToJsonString());
        answer.Status.Should().Be(HttpStatusCode.Accepted, answer.Text);
        return answer.Json["id"]!.GetValue<string>();
    }

    /// <summary>Asks for a path.</summary>
    public Task<PlatformAnswer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)));

    /// <summary>Asks for a path with headers as they are; without one for authorization, no token is sent.</summary>
    public Task<PlatformAnswer> SendAsync(HttpMethod method, string path, IEnumerable<(string Name, string Value)> headers, HttpContent? content = null)
    {
        HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Options.Set(TokenHandler.AsItIs, true);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return SendAsync(request);
    }

    /// <summary>The items of a list, page by page to its end.</summary>
    /// <param name="path">The list.</param>
    /// <param name="authorization">Who asks; null: who asks for everything else.</param>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(string path, string? authorization = null)
    {
        List<JsonObject> items = [];
        string? continuation = null;
        do
        {
            string part = continuation is null ? path : $"{path}{(path.Contains('?') ? '&' : '?')}continuation={Uri.EscapeDataString(continuation)}";
            PlatformAnswer page = authorization is null ? await GetAsync(part) : await SendAsync(HttpMethod.Get, part, [("Authorization", authorization)]);
            page.Status.Should().Be(HttpStatusCode.OK, page.Text);
            items.AddRange(page.Json["items"]!.AsArray().Select(item => item!.AsObject()));
            continuation = page.Json["continuation"]?.GetValue<string>();
        }
        while (continuation is not null);

        return items;
    }

    /// <summary>The notice once it has ended.</summary>
    public async Task<JsonObject> EndedAsync(string id)
    {
        JsonObject notice = [];
        await Eventually(async () => (notice = (await GetAsync($"api/notices/{id}")).Json).ContainsKey("ended"), () => $"the notice should have ended: {notice.ToJsonString()}");
        return notice;
    }

    /// <summary>Waits until a condition holds, or fails.</summary>
    public static async Task Eventually(Func<Task<bool>> condition, Func<string> because)
    {
        for (long begun = TimeProvider.System.GetTimestamp(); !await condition(); await Task.Delay(Poll, TimeProvider.System))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, because());
        }
    }

    private async Task<PlatformAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using HttpResponseMessage response = await http.SendAsync(request);
            return new PlatformAnswer(response.StatusCode, response.Headers, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync());
        }
    }
}

/// <summary>What came back.</summary>
internal sealed record PlatformAnswer(HttpStatusCode Status, System.Net.Http.Headers.HttpResponseHeaders Headers, string? ContentType, string Text)
{
    /// <summary>The body as a JSON object.</summary>
    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    /// <summary>The members that a problem names.</summary>
    public IEnumerable<string> Pointers => Json["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>());
}
