using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Applications;
using NoticeFunctions.Http;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tracking;

/// <summary><c>GET /api/notices/{id}</c>.</summary>
internal sealed class GetNotice(INoticeStore store)
{
    /// <summary>One notice, and what became of it.</summary>
    [Function(nameof(GetNotice))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/notices/{id}")] HttpRequest request, string id) =>
        NoticeIds.IsWellFormed(id) && await store.GetAsync(new NoticeKey(request.HttpContext.GetCaller().Application, id), request.HttpContext.RequestAborted) is { } record
            ? new JsonAnswer<NoticeAnswer>(NoticeAnswer.Whole(record), AnswerJson.Default.NoticeAnswer)
            : Refuse.NotFound("There is no notice of this id.");
}
