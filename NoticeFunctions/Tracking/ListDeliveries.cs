using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Applications;
using NoticeFunctions.Http;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tracking;

/// <summary><c>GET /api/notices/{id}/deliveries</c>.</summary>
internal sealed class ListDeliveries(INoticeStore store)
{
    /// <summary>A notice's deliveries with their attempts, newest occurrence first.</summary>
    [Function(nameof(ListDeliveries))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/notices/{id}/deliveries")] HttpRequest request, string id)
    {
        ListQuery query = new(request.Query);
        int limit = query.Limit;
        if (query.Faults.Any)
        {
            return Refuse.Invalid(query.Faults.Items);
        }

        try
        {
            Page<Delivery>? page = NoticeIds.IsWellFormed(id)
                ? await store.GetDeliveriesAsync(new NoticeKey(request.HttpContext.GetCaller().Application, id), limit, query.Continuation, request.HttpContext.RequestAborted)
                : null;
            return page is null
                ? Refuse.NotFound("There is no notice of this id.")
                : new JsonAnswer<ListAnswer<DeliveryAnswer>>(new([.. page.Items.Select(DeliveryAnswer.Of)], page.Continuation), AnswerJson.Default.ListAnswerDeliveryAnswer);
        }
        catch (InvalidContinuationException e)
        {
            return Refuse.Invalid("?continuation", e.Message, example: null);
        }
    }
}
