using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Applications;
using NoticeFunctions.Http;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;
using NoticeFunctions.Tracking;

namespace NoticeFunctions.Devices;

/// <summary><c>GET /api/devices?user=</c>.</summary>
internal sealed class ListDevices(IDeviceStore devices)
{
    /// <summary>A user's devices, the latest registration first: all of them on one page.</summary>
    [Function(nameof(ListDevices))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/devices")] HttpRequest request)
    {
        ListQuery query = new(request.Query, "user");
        Caller caller = request.HttpContext.GetCaller();
        if ((query.Text("user") ?? caller.User) is not { } user)
        {
            query.Faults.Add("?user", "is required: whose devices", "ann");
            user = "";
        }

        if (query.Faults.Any)
        {
            return Refuse.Invalid(query.Faults.Items);
        }

        if (!caller.MayActFor(user))
        {
            return Refuse.NotFound("That is another user.");
        }

        IReadOnlyList<RegisteredDevice> registered = await devices.ListAsync(caller.Application, user, request.HttpContext.RequestAborted);
        return new JsonAnswer<ListAnswer<DeviceAnswer>>(new([.. registered.Select(DeviceAnswer.Of)], Continuation: null), DevicesJson.Default.ListAnswerDeviceAnswer);
    }
}
