using Microsoft.Extensions.Options;
using NoticeFunctions.Notices;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace NoticeFunctions.Channels.Email;

/// <summary>
/// Sends mail through SendGrid's v3 API: one call for up to 1,000 recipients, each a personalization of its own, so that none sees another. The delivery's id goes
/// along as custom argument <c>delivery</c> and as the Message-ID, which lets a mailbox recognize a mail that is sent again after a crash.
/// </summary>
internal sealed class SendGridProvider(IHttpClientFactory clients, IOptions<SendGridOptions> options) : IProvider
{
    /// <summary>The name of the HTTP client.</summary>
    public const string HttpClientName = "SendGrid";

    /// <inheritdoc/>
    public string Name => "sendgrid";

    /// <inheritdoc/>
    public int LargestBatch => 1000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        using HttpClient http = clients.CreateClient(HttpClientName);
        SendGridClient client = new(http, new SendGridClientOptions { ApiKey = options.Value.ApiKey, Host = options.Value.Host.TrimEnd('/') });
        ProviderOutcome[] outcomes = new ProviderOutcome[deliveries.Count];
        List<int> open = [.. Enumerable.Range(0, deliveries.Count)];
        while (open.Count > 0)
        {
            SendGridAnswer answer = await CallAsync(client, Compose(notice, [.. open.Select(index => deliveries[index])]), cancellation);

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

    private static async Task<SendGridAnswer> CallAsync(SendGridClient client, SendGridMessage message, CancellationToken cancellation)
    {
        try
        {
            return await SendGridAnswer.ReadAsync(await client.SendEmailAsync(message, cancellation), cancellation);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            return new SendGridAnswer(ProviderOutcome.Transient(e.InnerException is TimeoutException ? "SendGrid did not answer in time." : "The call was broken off."), []);
        }
        catch (HttpRequestException e)
        {
            return new SendGridAnswer(ProviderOutcome.Transient($"SendGrid could not be reached ({e.HttpRequestError})."), []);
        }
    }

    private SendGridMessage Compose(Notice notice, IReadOnlyList<Delivery> deliveries)
    {
        string from = options.Value.From;
        string domain = from[(from.LastIndexOf('@') + 1)..];
        SendGridMessage message = new()
        {
            From = new EmailAddress(from),
            Subject = notice.Title,
            Personalizations = [.. deliveries.Select(delivery => new Personalization
            {
                Tos = [new EmailAddress(delivery.Recipient, notice.To[delivery.RecipientIndex].Name)],
                Headers = new Dictionary<string, string> { ["Message-ID"] = $"<{delivery.Id}@{domain}>" },
                CustomArgs = new Dictionary<string, string> { ["delivery"] = delivery.Id },
            })],
        };
        message.AddContent(MimeType.Text, notice.Content.Text);
        if (notice.Content.Html is { } html)
        {
            message.AddContent(MimeType.Html, html);
        }

        if (notice.Category is { } category)
        {
            message.AddCategory(category);
        }

        return message;
    }
}
