using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tracking;

/// <summary><c>GET /api/notices/{id}/deliveries</c>.</summary>
internal sealed class ListDeliveries(INoticeStore store)
{
    /// <summary>A notice's deliveries with their attempts, newest occurrence first.</summary>
    [Function(nameof(ListDeliveries))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/notices/{id}/deliveries")] HttpRequest request, string id) =>
        NoticePage.AnswerAsync(request, id, store.GetDeliveriesAsync, DeliveryAnswer.Of, AnswerJson.Default.ListAnswerDeliveryAnswer);
}
