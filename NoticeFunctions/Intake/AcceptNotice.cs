using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NoticeFunctions.Applications;
using NoticeFunctions.Http;
using NoticeFunctions.Limits;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Intake;

/// <summary><c>POST /api/notices</c>.</summary>
internal sealed class AcceptNotice(NoticeIntake intake, PublicUrls urls)
{
    /// <summary>Takes a notice in: 202 once it is durably there.</summary>
    [Function(nameof(AcceptNotice))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/notices")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        (ReadOnlyMemory<byte> body, ProblemResult? problem) = await JsonBody.ReadAsync(request, NoticeLimits.BodyBytesWithAttachments, request.HttpContext.RequestAborted);
        if (problem is not null)
        {
            return problem;
        }

        if (body.Length > NoticeLimits.BodyBytes && !InlineAttachments.AreIn(body.Span))
        {
            return Refuse.TooLarge(NoticeLimits.BodyBytes);
        }

        FaultList faults = new();
        string? key = IdempotencyKey.Read(request, faults);
        IntakeRequest asked = new(request.HttpContext.GetCaller(), body, key, TraceParent(request), urls.Base(request));
        return await intake.AcceptAsync(client, asked, faults, request.HttpContext.RequestAborted) switch
        {
            IntakeResult.Accepted accepted => Answer(request, accepted),
            IntakeResult.Invalid invalid => Refuse.Invalid(invalid.Faults),
            IntakeResult.Limited limited => Answer(request, limited.Quota),
            IntakeResult.Conflict => Refuse.IdempotencyConflict(),
            _ => Refuse.Unavailable(),
        };
    }

    /// <summary>What is told of a notice that was accepted.</summary>
    public static AcceptedNotice Tell(PublicUrls urls, HttpRequest request, IntakeResult.Accepted accepted) =>
        new(accepted.Id, Names.Of(accepted.Status), urls.Status(request, accepted.Id));

    private JsonAnswer<AcceptedNotice> Answer(HttpRequest request, IntakeResult.Accepted accepted)
    {
        AcceptedNotice told = Tell(urls, request, accepted);
        request.HttpContext.Response.Headers.Location = told.StatusQueryGetUri;
        if (accepted.Quota is { } quota)
        {
            RateLimitHeaders.Write(request.HttpContext.Response, quota);
        }

        return new JsonAnswer<AcceptedNotice>(told, IntakeJson.Default.AcceptedNotice, StatusCodes.Status202Accepted);
    }

    /// <summary>The refusal of what is beyond a limit.</summary>
    public static ProblemResult Answer(HttpRequest request, QuotaState quota)
    {
        RateLimitHeaders.Write(request.HttpContext.Response, quota);
        string limit = quota.Name == QuotaState.PendingNotices
            ? string.Create(CultureInfo.InvariantCulture, $"{quota.Quota} of your notices may be waiting or going out at a time, and as many are. There is room when one of them has ended.")
            : string.Create(CultureInfo.InvariantCulture, $"You may send {quota.Quota} notices a minute, and have.");
        return Refuse.Limited($"{limit} Nothing of this request is kept; repeat it after as long as Retry-After says.", quota.ComeAgain);
    }

    /// <summary>The trace that the request belongs to.</summary>
    public static string? TraceParent(HttpRequest request)
    {
        string? parent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : request.Headers.TraceParent.ToString();
        return ActivityContext.TryParse(parent, traceState: null, out _) ? parent : null;
    }
}
