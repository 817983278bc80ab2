using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NoticeFunctions.Applications;
using NoticeFunctions.Http;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tracking;

/// <summary><c>GET /api/notices/{id}/status</c>: Durable's status query for the application that owns the notice, without the key that opens every instance.</summary>
internal sealed class GetNoticeStatus(INoticeStore store, PublicUrls urls)
{
    /// <summary>202 while it runs, with where and when to ask again; 200 once it has finished.</summary>
    [Function(nameof(GetNoticeStatus))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/notices/{id}/status")] HttpRequest request, [DurableClient] DurableTaskClient client, string id)
    {
        if (!NoticeIds.IsWellFormed(id) || await FindAsync(client, new NoticeKey(request.HttpContext.GetCaller().Application, id), request.HttpContext.RequestAborted) is not { } status)
        {
            return Refuse.NotFound("There is no notice of this id.");
        }

        if (status.IsFinished)
        {
            return new JsonAnswer<StatusAnswer>(status, AnswerJson.Default.StatusAnswer);
        }

        request.HttpContext.Response.Headers.Location = urls.Status(request, id);
        request.HttpContext.Response.Headers.RetryAfter = "5";
        return new JsonAnswer<StatusAnswer>(status, AnswerJson.Default.StatusAnswer, StatusCodes.Status202Accepted);
    }

    private async Task<StatusAnswer?> FindAsync(DurableTaskClient client, NoticeKey key, CancellationToken cancellation)
    {
        OrchestrationMetadata? instance = await client.GetInstanceAsync(key.Id, getInputsAndOutputs: true, cancellation);
        if (instance?.ReadInputAs<NoticeTurn>() is { } turn)
        {
            return turn.Application == key.Application ? StatusAnswer.Of(instance) : null;
        }

        // An instance between two turns may not show its input: then the record tells whose it is, as it does when there is no instance.
        NoticeRecord? record = await store.GetAsync(key, cancellation);
        return record is null ? null : instance is null ? StatusAnswer.Of(record) : StatusAnswer.Of(instance);
    }
}
