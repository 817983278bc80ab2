using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Apis.Http;
using Google.Apis.Util;
using NoticeFunctions.Channels.Calls;

namespace NoticeFunctions.Channels.App;

/// <summary>The access tokens of a service account: each is asked for once and used until shortly before it expires, an hour later.</summary>
internal sealed class GoogleTokens
{
    private const string Scope = "https://www.googleapis.com/auth/firebase.messaging";

    private readonly ServiceAccountCredential credential;
    private readonly TimeProvider time;

    /// <summary>Opens an account; asks for no token yet.</summary>
    /// <param name="account">The account.</param>
    /// <param name="handlers">Where the connections come from.</param>
    /// <param name="time">The clock that tokens expire by.</param>
    public GoogleTokens(ServiceAccount account, IHttpMessageHandlerFactory handlers, TimeProvider time)
    {
        this.time = time;
        credential = new ServiceAccountCredential(new ServiceAccountCredential.Initializer(account.ClientEmail, account.TokenUri)
        {
            ProjectId = account.ProjectId,
            KeyId = account.PrivateKeyId,
            Key = account.OpenKey(),
            Scopes = [Scope],
            Clock = new Clock(time),

            // Waiting and asking again is what deliveries do.
            DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None,
            HttpClientFactory = new HttpClientFromMessageHandlerFactory(
                _ => new HttpClientFromMessageHandlerFactory.ConfiguredHttpMessageHandler(new PooledHandler(handlers), performsAutomaticDecompression: false, handlesRedirect: false)),
        });
        credential.HttpClient.MaxResponseContentBufferSize = ProviderAnswer.LongestBody;
        credential.HttpClient.Timeout = ProviderCalls.Timeout;
    }

    /// <summary>A token, or the outcome of whatever needed it.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<(string? Token, ProviderOutcome? Refusal)> GetAsync(CancellationToken cancellation)
    {
        try
        {
            return (await credential.GetAccessTokenForRequestAsync(authUri: null, cancellation).WaitAsync(ProviderCalls.Timeout, time, cancellation), null);
        }
        catch (TokenResponseException e)
        {
            // Google says invalid_grant or the like of an account that is switched off, of a key that was taken from it, and of a clock that is wrong.
            int status = (int?)e.StatusCode ?? 0;
            string error = $"The service account got no token: {status} ({ErrorText.Of(e.Error?.Error)})";
            return (null, status is >= 400 and < 500 and not (408 or 429) ? ProviderOutcome.Permanent(error) : ProviderOutcome.Transient(error));
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or OperationCanceledException or IOException or Newtonsoft.Json.JsonException && !cancellation.IsCancellationRequested)
        {
            return (null, ProviderOutcome.Transient("The service account got no token: Google could not be asked."));
        }
    }

    private sealed class Clock(TimeProvider time) : IClock
    {
        public DateTime Now => time.GetLocalNow().DateTime;

        public DateTime UtcNow => time.GetUtcNow().UtcDateTime;
    }

    /// <summary>The credential lives as long as its configuration, and a pooled handler must not: each request takes the present one.</summary>
    private sealed class PooledHandler(IHttpMessageHandlerFactory handlers) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using HttpMessageInvoker invoker = new(handlers.CreateHandler(ProviderCalls.HttpClientName), disposeHandler: false);
            return await invoker.SendAsync(request, cancellationToken);
        }
    }
}
