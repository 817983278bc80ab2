using Microsoft.AspNetCore.Http;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Hosting.Durable.Management.Json;

namespace NoticeFunctions.LocalHost.Hosting.Durable.Management;

/// <summary>
/// POST instances/{id}/terminate, suspend and resume, with a <c>reason</c> in the query: 202, 404 for an unknown instance, 410 for one that has
/// ended, 500 for one that is already, or not yet, suspended.
/// </summary>
internal sealed class ControlInstance(DurableEngine engine)
{
    private const string Reason = "reason";

    public Task TerminateAsync(ManagementRequest request) =>
        AnswerAsync(request, "terminate", engine.TerminateAsync(request.InstanceId, request.Text(Reason), request.Aborted));

    public Task SuspendAsync(ManagementRequest request) =>
        AnswerAsync(request, "suspend", engine.SuspendAsync(request.InstanceId, request.Text(Reason), request.Aborted));

    public Task ResumeAsync(ManagementRequest request) =>
        AnswerAsync(request, "resume", engine.ResumeAsync(request.InstanceId, request.Text(Reason), request.Aborted));

    public static int Status(Reply reply) => reply.Result switch
    {
        MessageResult.Done => StatusCodes.Status202Accepted,
        MessageResult.Finished => StatusCodes.Status410Gone,
        _ => StatusCodes.Status404NotFound,
    };

    private static async Task AnswerAsync(ManagementRequest request, string what, Task<Reply> asked)
    {
        Reply reply = await asked;
        if (reply.Result == MessageResult.WrongStatus)
        {
            throw new InvalidOperationException(
                $"Cannot {what} the orchestration instance {request.InstanceId} because instance is in the {InstanceJson.NameOf(reply.Status)} state.");
        }

        await request.AnswerAsync(Status(reply));
    }
}
