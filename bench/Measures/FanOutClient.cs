using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Notice.Bench.Systems;

namespace Notice.Bench.Measures;

/// <summary>Posts notices to many, and asks how far they are.</summary>
internal sealed class FanOutClient : IDisposable
{
    // Twilio's format; the stub knows no account.
    private const string Account = "AC00000000000000000000000000000000";

    private readonly HttpClient client;

    private FanOutClient(HttpClient client) => this.client = client;

    /// <summary>What was answered last.</summary>
    public FanOutState Last { get; private set; } = new(HasEnded: false, 0, 0);

    /// <summary>Connects, and has SMS go by the stub.</summary>
    public static async Task<FanOutClient> OpenAsync(NoticePlatform platform, string stub)
    {
        HttpClient http = new() { BaseAddress = new Uri($"http://{platform.Address}"), Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await platform.TokenAsync());
        string configuration = $$"""{ "name": "sms", "provider": "twilio", "default": true, "settings": { "accountSid": "{{Account}}", "authToken": "token", "from": "+14155550100", "host": "{{stub}}" } }""";
        using StringContent body = Json(configuration);
        using HttpResponseMessage made = await http.PostAsync(new Uri("api/channels/sms/configurations", UriKind.Relative), body);
        made.EnsureSuccessStatusCode();
        return new(http);
    }

    /// <summary>Posts one, to be delivered at once.</summary>
    /// <param name="recipients">How many people.</param>
    /// <param name="kind">Tells its people from those of others.</param>
    /// <returns>Its id.</returns>
    public async Task<string> PostAsync(int recipients, string kind)
    {
        string user = kind.Replace(' ', '-');
        string to = string.Join(
            ',', Enumerable.Range(0, recipients).Select(number => string.Create(CultureInfo.InvariantCulture, $$"""{"email":"{{user}}-{{number}}@example.com","phone":"+1415{{5_550_000 + number}}","user":"{{user}}-{{number}}"}""")));
        using StringContent body = Json($$"""{"title":"Maintenance tonight","content":"{{new string('x', 300)}}","channels":["email","sms","webSocket"],"to":[{{to}}]}""");
        using HttpResponseMessage answer = await client.PostAsync(new Uri("api/notices", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        using JsonDocument json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        return json.RootElement.GetProperty("id").GetString()!;
    }

    /// <summary>How far it is.</summary>
    public async Task<FanOutState> StateAsync(string id)
    {
        using HttpResponseMessage answer = await client.GetAsync(new Uri($"api/notices/{id}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        using JsonDocument json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
        JsonElement notice = json.RootElement;
        long sent = notice.GetProperty("counts").EnumerateObject().Sum(channel => channel.Value.GetProperty("sent").GetInt64());
        Last = new(notice.TryGetProperty("ended", out _), sent, notice.TryGetProperty("underway", out JsonElement underway) ? underway.GetProperty("ended").GetInt64() : 0);
        return Last;
    }

    /// <summary>Cancels it.</summary>
    public async Task CancelAsync(string id)
    {
        using HttpResponseMessage answer = await client.PostAsync(new Uri($"api/notices/{id}/cancel", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => client.Dispose();

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}

/// <summary>How far a notice is.</summary>
/// <param name="HasEnded">Whether it has ended.</param>
/// <param name="Sent">Deliveries that were sent, as counted by then.</param>
/// <param name="Underway">Deliveries of the present occurrence that have an outcome.</param>
internal sealed record FanOutState(bool HasEnded, long Sent, long Underway);
