using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace NoticeFunctions.Tests.Support.Platform;

/// <summary>An application that is registered with a running platform, and what it asks with a token of its own.</summary>
internal sealed class TestApplication
{
    private readonly PlatformProcess platform;
    private string token = "";

    private TestApplication(PlatformProcess platform, string id) => (this.platform, Id) = (platform, id);

    /// <summary>Its id, which no other test uses.</summary>
    public string Id { get; }

    /// <summary>The name of its secret.</summary>
    public string KeyId { get; private set; } = "";

    /// <summary>Its secret.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>Registers one that reads and writes, with a secret and a token.</summary>
    public static async Task<TestApplication> RegisterAsync(PlatformProcess platform, JsonObject? more = null)
    {
        TestApplication application = new(platform, $"app-{Guid.NewGuid():N}");
        JsonObject body = more?.DeepClone().AsObject() ?? [];
        body["id"] = application.Id;
        body["name"] = "A test's own";
        body["owner"] = "ann@example.com";
        body["scopes"] ??= new JsonArray("notices:read", "notices:write");
        PlatformAnswer registered = await AskAsync(platform, HttpMethod.Post, "api/applications", await AdminTokenAsync(platform), body);
        registered.Status.Should().Be(HttpStatusCode.Created, registered.Text);
        PlatformAnswer added = await application.AdministerAsync(HttpMethod.Post, "/keys", new JsonObject { ["kind"] = "secret" });
        added.Status.Should().Be(HttpStatusCode.Created, added.Text);
        application.KeyId = added.Json["kid"]!.GetValue<string>();
        application.Secret = added.Json["secret"]!.GetValue<string>();
        application.token = (await application.TokenAsync()).Json["access_token"]!.GetValue<string>();
        return application;
    }

    /// <summary>Asks for a token with its secret.</summary>
    public Task<PlatformAnswer> TokenAsync() => TokenAsync(platform, Id, Secret);

    /// <summary>What client admin does to it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">What comes after its URL.</param>
    /// <param name="body">The body, if any.</param>
    public async Task<PlatformAnswer> AdministerAsync(HttpMethod method, string path, JsonNode? body = null) =>
        await AskAsync(platform, method, $"api/applications/{Id}{path}", await AdminTokenAsync(platform), body);

    /// <summary>Asks for a path with its token.</summary>
    public Task<PlatformAnswer> GetAsync(string path) => AskAsync(platform, HttpMethod.Get, path, token);

    /// <summary>Asks anything with its token.</summary>
    public Task<PlatformAnswer> AskAsync(HttpMethod method, string path, JsonNode? body = null) => AskAsync(platform, method, path, token, body);

    /// <summary>Posts a notice with its token.</summary>
    public Task<PlatformAnswer> PostAsync(JsonObject notice, string? key = null) => AskAsync(platform, HttpMethod.Post, "api/notices", token, notice, key);

    /// <summary>Asks for anything with its token.</summary>
    public Task<PlatformAnswer> AskAsync(HttpMethod method, string path, JsonNode? body = null, params (string Name, string Value)[] headers) =>
        AskAsync(platform, method, path, token, body, key: null, headers);

    /// <summary>A token of client admin, with every scope.</summary>
    public static async Task<string> AdminTokenAsync(PlatformProcess platform) =>
        (await TokenAsync(platform, "admin", platform.AdminSecret)).Json["access_token"]!.GetValue<string>();

    private static async Task<PlatformAnswer> TokenAsync(PlatformProcess platform, string id, string secret)
    {
        using FormUrlEncodedContent form = new([new("grant_type", "client_credentials"), new("client_id", id), new("client_secret", secret)]);
        using HttpResponseMessage answer = await platform.Http.PostAsync(new Uri("api/tokens", UriKind.Relative), form);
        return await ReadAsync(answer);
    }

    private static async Task<PlatformAnswer> AskAsync(PlatformProcess platform, HttpMethod method, string path, string token, JsonNode? body = null, string? key = null, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using HttpResponseMessage answer = await platform.Http.SendAsync(request);
        return await ReadAsync(answer);
    }

    private static async Task<PlatformAnswer> ReadAsync(HttpResponseMessage answer) =>
        new(answer.StatusCode, answer.Headers, answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsStringAsync());
}
