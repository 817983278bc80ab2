using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tracking;

/// <summary><c>GET /api/notices/{id}/log</c>.</summary>
internal sealed class ListLog(INoticeStore store)
{
    /// <summary>Who did what with a notice, when and why, and when it fired; newest first.</summary>
    [Function(nameof(ListLog))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/notices/{id}/log")] HttpRequest request, string id) =>
        NoticePage.AnswerAsync(request, id, store.GetLogAsync, static entry => entry, AnswerJson.Default.ListAnswerLogEntry);
}
