using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Http;
using NoticeFunctions.Intake;
using NoticeFunctions.Kafka;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.DeadLetters;

/// <summary><c>POST /api/dead-letters/redrive</c>.</summary>
internal sealed class RedriveDeadLetters(IDeadLetters store, IDeadLetterTopic topic, IKafkaProducer producer, KafkaSettings settings, ILogger<RedriveDeadLetters> logger)
{
    /// <summary>Bytes of a body: so many ids.</summary>
    public const int BodyBytes = 64 * 1024;

    /// <summary>
    /// Sends dead letters back, as they were, to the topic that they came from. One leaves the list when its message is safe there: who is cut off and asks again sends some a
    /// second time, and those make no second notice.
    /// </summary>
    [Function(nameof(RedriveDeadLetters))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/dead-letters/redrive")] HttpRequest request)
    {
        CancellationToken cancellation = request.HttpContext.RequestAborted;
        (ReadOnlyMemory<byte> body, ProblemResult? problem) = await JsonBody.ReadAsync(request, BodyBytes, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        FaultList faults = new();
        using JsonDocument? document = JsonBody.Parse(body, faults);
        if (document is null || RedriveReader.Read(document.RootElement, faults) is not { } order)
        {
            return Refuse.Invalid(faults.Items);
        }

        if (settings.Brokers is null)
        {
            return Refuse.InUse("This platform takes nothing from Kafka: the setting KafkaBrokers names no brokers.");
        }

        try
        {
            return new JsonAnswer<RedriveAnswer>(await RedriveAsync(order, cancellation), DeadLetterAnswerJson.Default.RedriveAnswer);
        }
        catch (KafkaUnavailableException e)
        {
            logger.RedriveFailed(e);
            return Refuse.Unavailable();
        }
    }

    private async Task<RedriveAnswer> RedriveAsync(RedriveOrder order, CancellationToken cancellation)
    {
        (IReadOnlyList<DeadLetter> letters, bool more) = await FindAsync(order, cancellation);
        if (order.DryRun)
        {
            return new(letters.Count, Redriven: 0, Missing: 0, more, DryRun: true);
        }

        // Oldest first, as they came.
        DeadLetter[] inOrder = [.. letters.Reverse()];
        IReadOnlyList<OutgoingMessage?> messages = await topic.ReadAsync(inOrder, cancellation);
        bool[] redriven = await Task.WhenAll(inOrder.Zip(messages).Select(pair => SendAsync(pair.First, pair.Second, cancellation)));
        int count = redriven.Count(done => done);
        return new(letters.Count, count, letters.Count - count, more, DryRun: false);
    }

    private async Task<bool> SendAsync(DeadLetter letter, OutgoingMessage? message, CancellationToken cancellation)
    {
        if (message is null
            || !await producer.SendAsync(letter.Topic, message with { Headers = [.. message.Headers, DeadLetterHeaders.Text(DeadLetterHeaders.Redriven, letter.Id)] }, cancellation))
        {
            return false;
        }

        await store.RemoveAsync([letter.Id], CancellationToken.None);
        return true;
    }

    private async Task<(IReadOnlyList<DeadLetter> Letters, bool More)> FindAsync(RedriveOrder order, CancellationToken cancellation)
    {
        if (order.Ids is { } ids)
        {
            DeadLetter?[] found = await Task.WhenAll(ids.Select(id => store.GetAsync(id, cancellation)));
            return ([.. found.OfType<DeadLetter>().OrderByDescending(letter => letter.At)], false);
        }

        Page<DeadLetter> page = await store.ListAsync(order.Reason, RedriveOrder.Most, continuation: null, cancellation);
        return (page.Items, page.Continuation is not null);
    }
}
