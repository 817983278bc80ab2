using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Http;
using NoticeFunctions.Kafka;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;
using NoticeFunctions.Tracking;

namespace NoticeFunctions.DeadLetters;

/// <summary><c>GET /api/dead-letters</c>.</summary>
internal sealed class ListDeadLetters(IDeadLetters store)
{
    /// <summary>The dead letters, the newest first.</summary>
    [Function(nameof(ListDeadLetters))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/dead-letters")] HttpRequest request)
    {
        ListQuery query = new(request.Query, "reason");
        int limit = query.Limit;
        if (query.Faults.Any)
        {
            return Refuse.Invalid(query.Faults.Items);
        }

        try
        {
            Page<DeadLetter> page = await store.ListAsync(query.Text("reason"), limit, query.Continuation, request.HttpContext.RequestAborted);
            return new JsonAnswer<ListAnswer<DeadLetterAnswer>>(
                new([.. page.Items.Select(DeadLetterAnswer.Of)], page.Continuation), DeadLetterAnswerJson.Default.ListAnswerDeadLetterAnswer);
        }
        catch (InvalidContinuationException e)
        {
            return Refuse.Invalid("?continuation", e.Message, example: null);
        }
    }
}
