using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace NoticeFunctions.Tests.Support.Platform;

/// <summary>Gets a token with the first request that has none of its own, and sends it with each; another one when it is refused. Where there is none to be had, the answer is why.</summary>
internal sealed class TokenHandler(HttpMessageHandler inner, Func<string> secret) : DelegatingHandler(inner)
{
    /// <summary>What tests may do unless they say otherwise: not what takes a scope of its own.</summary>
    public const string Usual = "notices:read notices:write";

    /// <summary>Set on a request that is to go out without a token unless it has one.</summary>
    public static readonly HttpRequestOptionsKey<bool> AsItIs = new("as it is");

    private static readonly string[] Guarded = ["/api/notices", "/api/sandbox", "/api/schedules", "/api/channels"];

    private readonly SemaphoreSlim gate = new(1, 1);
    private string? token;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(AsItIs, out _) || request.Headers.Contains("Authorization") || !Guarded.Any(part => request.RequestUri!.AbsolutePath.StartsWith(part, StringComparison.Ordinal)))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        string? used = token;
        if (used is null)
        {
            (used, HttpResponseMessage? refusal) = await GetAsync(request.RequestUri!, known: null, cancellationToken);
            if (refusal is not null)
            {
                return refusal;
            }
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", used);
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            (await GetAsync(request.RequestUri!, known: used, cancellationToken)).Refusal?.Dispose();
        }

        return answer;
    }

    protected override void Dispose(bool disposing)
    {
        gate.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A token other than the known one, or why there is none.</summary>
    private async Task<(string? Token, HttpResponseMessage? Refusal)> GetAsync(Uri near, string? known, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (token is { } fresh && fresh != known)
            {
                return (fresh, null);
            }

            HttpResponseMessage answer = await AskAsync(near, cancellation);
            if (!answer.IsSuccessStatusCode)
            {
                return (null, answer);
            }

            using (answer)
            {
                token = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellation))!["access_token"]!.GetValue<string>();
                return (token, null);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<HttpResponseMessage> AskAsync(Uri near, CancellationToken cancellation)
    {
        using HttpRequestMessage ask = new(HttpMethod.Post, new Uri(near, "/api/tokens"))
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "admin"), new("client_secret", secret()), new("scope", Usual)]),
        };
        return await base.SendAsync(ask, cancellation);
    }
}
