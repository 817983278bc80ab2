using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NoticeFunctions.Applications;
using NoticeFunctions.Http;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Controls;

/// <summary><c>POST /api/notices/{id}/cancel</c> and the other controls: 202 with what the notice has come to, or 409 with what it is.</summary>
internal sealed class ControlFunctions(NoticeControls controls, PublicUrls urls, TimeProvider time)
{
    /// <summary>Ends a notice.</summary>
    public const string Cancel = "CancelNotice";

    /// <summary>Holds a notice.</summary>
    public const string Pause = "PauseNotice";

    /// <summary>Lets a notice go on.</summary>
    public const string Resume = "ResumeNotice";

    /// <summary>Gives a notice another schedule.</summary>
    public const string Reschedule = "RescheduleNotice";

    /// <summary>Lets a notice fire once.</summary>
    public const string Trigger = "TriggerNotice";

    /// <summary>Takes note of a notice.</summary>
    public const string Acknowledge = "AcknowledgeNotice";

    /// <inheritdoc cref="ControlKind.Cancel"/>
    [Function(Cancel)]
    public Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/notices/{id}/cancel")] HttpRequest request, [DurableClient] DurableTaskClient client, string id) =>
        ControlAsync(request, client, id, ControlKind.Cancel);

    /// <inheritdoc cref="ControlKind.Pause"/>
    [Function(Pause)]
    public Task<IResult> PauseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/notices/{id}/pause")] HttpRequest request, [DurableClient] DurableTaskClient client, string id) =>
        ControlAsync(request, client, id, ControlKind.Pause);

    /// <inheritdoc cref="ControlKind.Resume"/>
    [Function(Resume)]
    public Task<IResult> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/notices/{id}/resume")] HttpRequest request, [DurableClient] DurableTaskClient client, string id) =>
        ControlAsync(request, client, id, ControlKind.Resume);

    /// <inheritdoc cref="ControlKind.Reschedule"/>
    [Function(Reschedule)]
    public Task<IResult> RescheduleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/notices/{id}/reschedule")] HttpRequest request, [DurableClient] DurableTaskClient client, string id) =>
        ControlAsync(request, client, id, ControlKind.Reschedule);

    /// <inheritdoc cref="ControlKind.Trigger"/>
    [Function(Trigger)]
    public Task<IResult> TriggerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/notices/{id}/trigger")] HttpRequest request, [DurableClient] DurableTaskClient client, string id) =>
        ControlAsync(request, client, id, ControlKind.Trigger);

    /// <inheritdoc cref="ControlKind.Acknowledge"/>
    [Function(Acknowledge)]
    public Task<IResult> AcknowledgeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/notices/{id}/acknowledge")] HttpRequest request, [DurableClient] DurableTaskClient client, string id) =>
        ControlAsync(request, client, id, ControlKind.Acknowledge);

    private async Task<IResult> ControlAsync(HttpRequest request, DurableTaskClient client, string id, ControlKind kind)
    {
        (ControlRequest? control, ProblemResult? problem) = await ControlBody.ReadAsync(request, kind, time.GetUtcNow());
        if (control is null)
        {
            return problem!;
        }

        NoticeKey key = new(request.HttpContext.GetCaller().Application, id);
        if (!NoticeIds.IsWellFormed(id) || await controls.ControlAsync(client, key, control, request.HttpContext.RequestAborted) is not { } result)
        {
            return Refuse.NotFound("There is no notice of this id.");
        }

        if (!result.IsAllowed)
        {
            return Refuse.StateForbids(Names.Of(kind), Names.Of(result.Record.Progress.Status));
        }

        request.HttpContext.Response.Headers.Location = urls.Status(request, id);
        return new JsonAnswer<ControlledNotice>(
            new(id, result.Record.Progress.Status, result.Record.Progress.NextDue), ControlsJson.Default.ControlledNotice, StatusCodes.Status202Accepted);
    }
}
