using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace NoticeDemo.Client;

/// <summary>Sends each request with a token: gets one with the client's credentials (RFC 6749, section 4.4), keeps it, and gets another shortly before it runs out.</summary>
/// <param name="credentials">Who asks.</param>
/// <param name="time">The clock that tokens run out by.</param>
internal sealed class TokenHandler(Credentials credentials, TimeProvider time) : DelegatingHandler
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim one = new(1, 1);
    private string? token;
    private DateTimeOffset until;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(request.RequestUri!, cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        one.Dispose();
        base.Dispose(disposing);
    }

    private async Task<string> TokenAsync(Uri near, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            if (token is null || time.GetUtcNow() >= until)
            {
                TokenAnswer answer = await AskAsync(near, cancellation);
                token = answer.AccessToken;
                until = time.GetUtcNow() + TimeSpan.FromSeconds(answer.ExpiresIn) - Early;
            }

            return token;
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<TokenAnswer> AskAsync(Uri near, CancellationToken cancellation)
    {
        using HttpRequestMessage ask = new(HttpMethod.Post, new Uri(near, "/api/tokens"))
        {
            Content = new FormUrlEncodedContent(
                [new("grant_type", "client_credentials"), new("client_id", credentials.ClientId), new("client_secret", credentials.ClientSecret)]),
        };
        using HttpResponseMessage answer = await base.SendAsync(ask, cancellation);
        return answer.StatusCode == HttpStatusCode.OK
            ? (await answer.Content.ReadFromJsonAsync<TokenAnswer>(cancellation))!
            : throw new NoticeApiException("POST /api/tokens", answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation));
    }

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn);
}

/// <summary>What an application proves itself with.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="ClientSecret">Its secret.</param>
internal sealed record Credentials(string ClientId, string ClientSecret)
{
    /// <summary>Tells no secret.</summary>
    public override string ToString() => ClientId;
}
