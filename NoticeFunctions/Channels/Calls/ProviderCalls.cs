using System.Net.Http.Headers;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Calls;

/// <summary>Calls providers that answer in JSON over HTTP: within a time, reading no more of an answer than it takes, and turning what breaks on the way into an outcome.</summary>
internal sealed class ProviderCalls(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string HttpClientName = "Providers";

    /// <summary>How long a call may take, its answer included, before it is given up.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Makes a call that hands a message over. Without an answer it is transient as long as nothing of the message was sent, and uncertain from then on: the provider may have taken it all
    /// the same. Throws only when the caller's token ends the call.
    /// </summary>
    /// <param name="provider">What errors call it.</param>
    /// <param name="request">The request; it is disposed of.</param>
    /// <param name="read">What an answer means.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<ProviderOutcome> SendAsync(string provider, HttpRequestMessage request, Func<ProviderAnswer, ProviderOutcome> read, CancellationToken cancellation)
    {
        using CancellationTokenSource timeout = new(Timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        using HttpRequestMessage sent = request;
        HandedContent content = new(request.Content);
        sent.Content = content;
        sent.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using HttpClient client = clients.CreateClient(HttpClientName);
            using HttpResponseMessage response = await client.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return read(await ProviderAnswer.ReadAsync(response, ProviderAnswer.LongestBody, either.Token));
        }
        catch (Exception e) when (IsUnanswered(e, cancellation))
        {
            return Unanswered(provider, content, e);
        }
    }

    /// <summary>Whether an exception tells that a call had no answer, and not that its caller gave up.</summary>
    public static bool IsUnanswered(Exception fault, CancellationToken cancellation) => fault is HttpRequestException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested);

    /// <summary>What becomes of a message whose call had no answer.</summary>
    /// <param name="provider">What errors call it.</param>
    /// <param name="content">The call's body.</param>
    /// <param name="fault">What happened.</param>
    public static ProviderOutcome Unanswered(string provider, HandedContent content, Exception fault) => (fault as HttpRequestException)?.HttpRequestError switch
    {
        null when content.HasBegun => ProviderOutcome.Uncertain($"{provider} did not answer in time whether it took the message."),
        null => ProviderOutcome.Transient($"{provider} could not be reached in time."),
        { } error when content.HasBegun => ProviderOutcome.Uncertain($"The connection to {provider} broke before it said whether it took the message ({error})."),
        { } error => ProviderOutcome.Transient($"{provider} could not be reached ({error})."),
    };

    /// <summary>The same for each delivery of a provider that takes one message a call.</summary>
    /// <param name="deliveries">At least one.</param>
    /// <param name="atOnce">How many calls may be under way at a time.</param>
    /// <param name="send">Makes the call for one.</param>
    /// <returns>An outcome for each, in their order.</returns>
    public static async Task<IReadOnlyList<ProviderOutcome>> EachAsync(IReadOnlyList<Delivery> deliveries, int atOnce, Func<Delivery, Task<ProviderOutcome>> send)
    {
        if (deliveries.Count == 1)
        {
            return [await send(deliveries[0])];
        }

        ProviderOutcome[] outcomes = new ProviderOutcome[deliveries.Count];
        ParallelOptions width = new() { MaxDegreeOfParallelism = atOnce };
        await Parallel.ForEachAsync(Enumerable.Range(0, deliveries.Count), width, async (index, _) => outcomes[index] = await send(deliveries[index]));
        return outcomes;
    }
}
