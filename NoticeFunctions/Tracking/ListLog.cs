using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Applications;
using NoticeFunctions.Http;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tracking;

/// <summary><c>GET /api/notices/{id}/log</c>.</summary>
internal sealed class ListLog(INoticeStore store)
{
    /// <summary>Who did what with a notice, when and why, and when it fired; newest first.</summary>
    [Function(nameof(ListLog))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/notices/{id}/log")] HttpRequest request, string id)
    {
        ListQuery query = new(request.Query);
        int limit = query.Limit;
        if (query.Faults.Any)
        {
            return Refuse.Invalid(query.Faults.Items);
        }

        try
        {
            Page<LogEntry>? page = NoticeIds.IsWellFormed(id)
                ? await store.GetLogAsync(new NoticeKey(request.HttpContext.GetCaller().Application, id), limit, query.Continuation, request.HttpContext.RequestAborted)
                : null;
            return page is null
                ? Refuse.NotFound("There is no notice of this id.")
                : new JsonAnswer<ListAnswer<LogEntry>>(new(page.Items, page.Continuation), AnswerJson.Default.ListAnswerLogEntry);
        }
        catch (InvalidContinuationException e)
        {
            return Refuse.Invalid("?continuation", e.Message, example: null);
        }
    }
}
