using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Applications;
using NoticeFunctions.Http;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tracking;

/// <summary><c>GET /api/notices</c>.</summary>
internal sealed class ListNotices(INoticeStore store)
{
    /// <summary>An application's notices, newest first.</summary>
    [Function(nameof(ListNotices))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/notices")] HttpRequest request)
    {
        ListQuery query = new(request.Query, "status", "channel", "category", "recipient", "from", "to");
        NoticeFilter filter = new(
            query.Name<NoticeStatus>("status"), query.Name<Channel>("channel"), query.Text("category"), query.Text("recipient"), query.At("from"), query.At("to"));
        int limit = query.Limit;
        if (query.Faults.Any)
        {
            return Refuse.Invalid(query.Faults.Items);
        }

        try
        {
            Page<NoticeRecord> page = await store.ListAsync(request.HttpContext.GetCaller().Application, filter, limit, query.Continuation, request.HttpContext.RequestAborted);
            ListAnswer<NoticeAnswer> answer = new([.. page.Items.Select(NoticeAnswer.Brief)], page.Continuation);
            return new JsonAnswer<ListAnswer<NoticeAnswer>>(answer, AnswerJson.Default.ListAnswerNoticeAnswer);
        }
        catch (InvalidContinuationException e)
        {
            return Refuse.Invalid("?continuation", e.Message, example: null);
        }
    }
}
