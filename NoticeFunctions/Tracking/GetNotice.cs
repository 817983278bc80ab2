using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Applications;
using NoticeFunctions.Http;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tracking;

/// <summary><c>GET /api/notices/{id}</c>.</summary>
internal sealed class GetNotice(INoticeStore store, Brakes brakes)
{
    /// <summary>One notice, and what became of it.</summary>
    [Function(nameof(GetNotice))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/notices/{id}")] HttpRequest request, string id)
    {
        CancellationToken cancellation = request.HttpContext.RequestAborted;
        if (!NoticeIds.IsWellFormed(id) || await store.GetAsync(new NoticeKey(request.HttpContext.GetCaller().Application, id), cancellation) is not { } record)
        {
            return Refuse.NotFound("There is no notice of this id.");
        }

        IReadOnlyList<Brake> holding = record.Progress.HasEnded ? [] : await brakes.HoldingAsync(record.Notice, record.Notice.Channels, cancellation);
        NoticeAnswer answer = NoticeAnswer.Whole(record) with { HeldBy = holding.Count == 0 ? null : [.. holding.Select(brake => brake.Target)] };
        return new JsonAnswer<NoticeAnswer>(answer, AnswerJson.Default.NoticeAnswer);
    }
}
