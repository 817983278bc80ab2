using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Http;
using NoticeFunctions.Problems;
using NoticeFunctions.Schedules;
using NoticeFunctions.Schedules.Words;

namespace NoticeFunctions.Intake.Preview;

/// <summary><c>POST /api/schedules/preview</c>.</summary>
internal sealed class PreviewSchedule(TimeProvider time)
{
    /// <summary>Shows when a schedule would fire. Nothing is sent or kept.</summary>
    [Function(nameof(PreviewSchedule))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/schedules/preview")] HttpRequest request)
    {
        (PreviewRequest? asked, ProblemResult? problem) = await JsonBody.ReadAsync(request, NoticeLimits.PreviewBytes, (body, faults) => PreviewReader.Read(body, time.GetUtcNow(), faults));
        return asked is null ? problem! : new JsonAnswer<PreviewAnswer>(Show(asked), IntakeJson.Default.PreviewAnswer);
    }

    /// <summary>The preview: what a notice that is posted at its beginning would do, but for jitter.</summary>
    internal static PreviewAnswer Show(PreviewRequest request)
    {
        Schedule schedule = NoticePlan.From(request.Schedule, request.From, noticeId: null);
        Cycle? cycle = NoticePlan.CycleOf(request.Schedule, request.From);
        WallClock clock = new(WallTime.Zone(request.Schedule.TimeZone)!);
        List<PreviewedOccurrence> shown = new(request.Count);
        for (Occurrence? next = schedule.First; next is { } one && shown.Count < request.Count; next = schedule.Next(one))
        {
            shown.Add(new PreviewedOccurrence(one.Due.UtcDateTime, clock.Local(one.Due), cycle?.NoteOn(one.Due)));
        }

        return new PreviewAnswer(ScheduleWords.Of(request.Schedule), shown);
    }
}
