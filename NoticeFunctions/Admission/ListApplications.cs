using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Admission.Answers;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Http;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;
using NoticeFunctions.Tracking;

namespace NoticeFunctions.Admission;

/// <summary><c>GET /api/applications</c>.</summary>
internal sealed class ListApplications(IApplicationStore store)
{
    /// <summary>The registered applications, the latest first.</summary>
    [Function(nameof(ListApplications))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/applications")] HttpRequest request)
    {
        ListQuery query = new(request.Query);
        int limit = query.Limit;
        if (query.Faults.Any)
        {
            return Refuse.Invalid(query.Faults.Items);
        }

        try
        {
            Page<RegisteredApplication> page = await store.ListAsync(limit, query.Continuation, request.HttpContext.RequestAborted);
            ListAnswer<ApplicationAnswer> answer = new([.. page.Items.Select(ApplicationAnswer.Of)], page.Continuation);
            return new JsonAnswer<ListAnswer<ApplicationAnswer>>(answer, AdmissionJson.Default.ListAnswerApplicationAnswer);
        }
        catch (InvalidContinuationException e)
        {
            return Refuse.Invalid("?continuation", e.Message, example: null);
        }
    }
}
