using System.Net.Http.Headers;
using NoticeFunctions.Channels.Calls;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Email;

/// <summary>
/// Sends mail through SendGrid's v3 API: one call for up to 1,000 recipients, each a personalization of its own, so that none sees another. The delivery's id goes
/// along as custom argument <c>delivery</c> and as the Message-ID, which lets a mailbox recognize a mail that is sent again after a crash.
/// </summary>
/// <param name="clients">Where the connections come from.</param>
/// <param name="account">The account.</param>
/// <param name="patience">How long a call may take, its answer included.</param>
/// <param name="time">The clock.</param>
internal sealed class SendGridProvider(IHttpClientFactory clients, SendGridAccount account, TimeSpan patience, TimeProvider time) : IProvider
{
    /// <summary>The name of the HTTP client.</summary>
    public const string HttpClientName = "SendGrid";

    private readonly Uri address = new($"{account.Host.TrimEnd('/')}/v3/mail/send");
    private readonly AuthenticationHeaderValue authorization = new("Bearer", account.ApiKey);

    /// <inheritdoc/>
    public string Name => SendGridKind.ProviderName;

    /// <inheritdoc/>
    public int LargestBatch => 1000;

    /// <inheritdoc/>
    public string? Sender => account.From;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        using HttpClient client = clients.CreateClient(HttpClientName);
        if (deliveries.Count == 1)
        {
            return [(await CallAsync(client, notice, deliveries, cancellation)).Outcome];
        }

        ProviderOutcome[] outcomes = new ProviderOutcome[deliveries.Count];
        List<int> open = [.. Enumerable.Range(0, deliveries.Count)];
        while (open.Count > 0)
        {
            SendGridAnswer answer = await CallAsync(client, notice, [.. open.Select(index => deliveries[index])], cancellation);

            // One bad address fails the whole call. Where the answer tells whose it was, the others go again without it.
            List<int> refused = [.. answer.RefusedPersonalizations.Where(index => index < open.Count).Select(index => open[index])];
            if (refused.Count == 0 || refused.Count == open.Count)
            {
                refused = open;
            }

            foreach (int index in refused)
            {
                outcomes[index] = answer.Outcome;
            }

            open = [.. open.Except(refused)];
        }

        return outcomes;
    }

    private async Task<SendGridAnswer> CallAsync(HttpClient client, Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        HandedContent content = new(SendGridMail.Compose(notice, deliveries, account.From));
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = content };
        request.Headers.Authorization = authorization;
        using CancellationTokenSource timeout = new(patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await SendGridAnswer.ReadAsync(response, either.Token);
        }
        catch (Exception e) when (ProviderCalls.IsUnanswered(e, cancellation))
        {
            return new SendGridAnswer(ProviderCalls.Unanswered("SendGrid", content, e), []);
        }
    }
}
