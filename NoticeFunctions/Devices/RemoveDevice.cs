using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Applications;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;

namespace NoticeFunctions.Devices;

/// <summary><c>DELETE /api/devices/{id}</c>.</summary>
internal sealed class RemoveDevice(IDeviceStore devices)
{
    /// <summary>Takes a device away, as when its user signs out: nothing goes to it any more.</summary>
    [Function(nameof(RemoveDevice))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/devices/{id}")] HttpRequest request, string id)
    {
        Caller caller = request.HttpContext.GetCaller();
        return NoticeIds.IsWellFormed(id) && await devices.RemoveAsync(caller.Application, id, caller.User, request.HttpContext.RequestAborted)
            ? Results.NoContent()
            : Refuse.NotFound("There is no device of this id.");
    }
}
