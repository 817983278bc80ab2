using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NoticeFunctions.Applications;
using NoticeFunctions.Http;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Intake;

/// <summary><c>POST /api/notices/batch</c>.</summary>
internal sealed class AcceptBatch(BatchIntake intake, PublicUrls urls)
{
    /// <summary>Takes many notices in: 200 with a result for each, in their order: 202, or 400, 422, 429 or 503 with the problem; a wrong one harms no other.</summary>
    [Function(nameof(AcceptBatch))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/notices/batch")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        (ReadOnlyMemory<byte> body, ProblemResult? problem) = await JsonBody.ReadAsync(request, NoticeLimits.BatchBytes, request.HttpContext.RequestAborted);
        if (problem is not null)
        {
            return problem;
        }

        FaultList faults = new();
        IntakeRequest asked = new(request.HttpContext.GetCaller(), body, IdempotencyKey.Read(request, faults), AcceptNotice.TraceParent(request), urls.Base(request));
        IReadOnlyList<BatchItem>? items = BatchReader.Read(asked, faults);
        if (items is null || faults.Any)
        {
            return Refuse.Invalid(faults.Items);
        }

        return await intake.AcceptAsync(client, asked, items, request.HttpContext.RequestAborted) is { } results
            ? new JsonAnswer<BatchAnswer>(new([.. results.Select(result => Answer(request, result))]), IntakeJson.Default.BatchAnswer)
            : Refuse.IdempotencyConflict();
    }

    private BatchResult Answer(HttpRequest request, IntakeResult result) => result switch
    {
        IntakeResult.Accepted accepted => new(StatusCodes.Status202Accepted, AcceptNotice.Tell(urls, request, accepted)),
        IntakeResult.Invalid invalid => Refused(Refuse.Invalid(invalid.Faults)),
        IntakeResult.Limited limited => Refused(AcceptNotice.Answer(request, limited.Quota)),
        IntakeResult.Conflict => Refused(Refuse.IdempotencyConflict()),
        _ => Refused(Refuse.Unavailable()),
    };

    private static BatchResult Refused(ProblemResult refusal) => new(refusal.Problem.Status, Notice: null, refusal.Problem);
}
