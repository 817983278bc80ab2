using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Applications;
using NoticeFunctions.Http;
using NoticeFunctions.Intake;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;

namespace NoticeFunctions.Devices;

/// <summary><c>POST /api/devices</c>.</summary>
internal sealed class RegisterDevice(IDeviceStore devices)
{
    /// <summary>The most bytes that the body may have.</summary>
    public const int BodyBytes = 16 * 1024;

    /// <summary>Registers a device for a user, or says again that it is there. One that was another user's is so no longer.</summary>
    [Function(nameof(RegisterDevice))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/devices")] HttpRequest request)
    {
        (DeviceDraft? draft, ProblemResult? problem) = await JsonBody.ReadAsync(request, BodyBytes, DeviceDraft.Read);
        if (draft is null)
        {
            return problem!;
        }

        Caller caller = request.HttpContext.GetCaller();
        if (!caller.MayActFor(draft.User))
        {
            return Refuse.NotFound("That is another user.");
        }

        RegisteredDevice device = await devices.RegisterAsync(caller.Application, draft.User, draft.Token, draft.Platform, request.HttpContext.RequestAborted);
        return new JsonAnswer<DeviceAnswer>(DeviceAnswer.Of(device), DevicesJson.Default.DeviceAnswer);
    }
}
