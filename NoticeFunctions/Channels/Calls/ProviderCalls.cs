using System.Net.Http.Headers;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Calls;

/// <summary>Calls providers that answer in JSON over HTTP: within a time, reading no more of an answer than it takes, and turning what breaks on the way into an outcome.</summary>
internal sealed class ProviderCalls(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string HttpClientName = "Providers";

    /// <summary>How long a call may take, its answer included, before it is given up and made again.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Makes a call. What comes of it is transient when there is no answer: the provider may have taken the message all the same, and nobody can tell. Throws only when
    /// the caller's token ends the call.
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
        sent.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using HttpClient client = clients.CreateClient(HttpClientName);
            using HttpResponseMessage response = await client.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return read(await ProviderAnswer.ReadAsync(response, either.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return ProviderOutcome.Transient($"{provider} did not answer in time.");
        }
        catch (HttpRequestException e)
        {
            return ProviderOutcome.Transient($"{provider} could not be reached ({e.HttpRequestError}).");
        }
    }

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
