using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Http;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;

namespace NoticeFunctions.Controls;

/// <summary>
/// The operator's brake: <c>POST /api/channels/{channel}/pause</c> and <c>/api/applications/{id}/pause</c>, each with its <c>resume</c>. Deliveries wait while it is pulled,
/// nothing is lost, and health says so.
/// </summary>
internal sealed class BrakeFunctions(Brakes brakes, IApplications applications, TimeProvider time)
{
    /// <summary>Holds a channel.</summary>
    public const string PauseChannel = "PauseChannel";

    /// <summary>Lets a channel go on.</summary>
    public const string ResumeChannel = "ResumeChannel";

    /// <summary>Holds an application.</summary>
    public const string PauseApplication = "PauseApplication";

    /// <summary>Lets an application go on.</summary>
    public const string ResumeApplication = "ResumeApplication";

    /// <summary>Holds every delivery on a channel.</summary>
    [Function(PauseChannel)]
    public Task<IResult> PauseChannelAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/channels/{channel}/pause")] HttpRequest request, string channel) =>
        SetAsync(request, OfChannel(channel), ControlKind.Pause);

    /// <summary>Lets a channel's deliveries go on.</summary>
    [Function(ResumeChannel)]
    public Task<IResult> ResumeChannelAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/channels/{channel}/resume")] HttpRequest request, string channel) =>
        SetAsync(request, OfChannel(channel), ControlKind.Resume);

    /// <summary>Holds every delivery of an application.</summary>
    [Function(PauseApplication)]
    public async Task<IResult> PauseApplicationAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/applications/{id}/pause")] HttpRequest request, string id) =>
        await SetAsync(request, await OfApplicationAsync(request, id), ControlKind.Pause);

    /// <summary>Lets an application's deliveries go on.</summary>
    [Function(ResumeApplication)]
    public async Task<IResult> ResumeApplicationAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/applications/{id}/resume")] HttpRequest request, string id) =>
        await SetAsync(request, await OfApplicationAsync(request, id), ControlKind.Resume);

    private async Task<IResult> SetAsync(HttpRequest request, string? target, ControlKind kind)
    {
        DateTimeOffset now = time.GetUtcNow();
        (ControlRequest? control, ProblemResult? problem) = await ControlBody.ReadAsync(request, kind, now);
        if (control is null)
        {
            return problem!;
        }

        if (target is null)
        {
            return Refuse.NotFound("There is no channel or application of this name.");
        }

        await (kind == ControlKind.Pause
            ? brakes.PullAsync(new Brake(target, now, control.By, control.Reason), request.HttpContext.RequestAborted)
            : brakes.ReleaseAsync(target, request.HttpContext.RequestAborted));
        IReadOnlyList<Brake> pulled = await brakes.PulledAsync(request.HttpContext.RequestAborted);
        return new JsonAnswer<BrakesAnswer>(new(pulled), ControlsJson.Default.BrakesAnswer);
    }

    private static string? OfChannel(string name) => Names.TryParse(name, out Channel channel) ? Brakes.Of(channel) : null;

    private async ValueTask<string?> OfApplicationAsync(HttpRequest request, string id) =>
        await applications.FindAsync(id, request.HttpContext.RequestAborted) is null ? null : Brakes.Of(id);
}
