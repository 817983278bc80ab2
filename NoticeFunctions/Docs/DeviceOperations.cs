using NoticeFunctions.Devices;
using NoticeFunctions.Intake;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;

namespace NoticeFunctions.Docs;

/// <summary>The document's words for the functions of users' devices.</summary>
internal static class DeviceOperations
{
    private static readonly BodyDoc NewDevice = new("application/json", "NewDevice", $$"""
        { "type": "object", "additionalProperties": false, "required": [ "user", "token", "platform" ], "properties": {
          "user": { "type": "string", "minLength": 1, "maxLength": {{NoticeLimits.UserCharacters}}, "description": "Whose device it is." },
          "token": { "type": "string", "minLength": 1, "maxLength": {{NoticeLimits.DeviceCharacters}}, "description": "Its push token, as the app has it from FCM." },
          "platform": { "enum": [ {{string.Join(", ", Names.All<DevicePlatform>().Select(name => $"\"{name}\""))}} ] } } }
        """)
    {
        Examples = [("phone", "A user's phone", """{ "user": "ann", "token": "d3v1c3-t0k3n", "platform": "android" }""")],
    };

    /// <summary>By function name.</summary>
    public static IReadOnlyDictionary<string, OperationDoc> All { get; } = new Dictionary<string, OperationDoc>
    {
        [nameof(RegisterDevice)] = new(
            "Users", "Register a user's device", $"Says that a user gets app pushes on a device, for {RegisteredDevice.KeptFor.Days} days from now: call it at each start of the app. A device that was another user's is so no longer; of more than {RegisteredDevice.MostOfAUser} devices of one user the oldest leave.")
        {
            Body = NewDevice,
            Answers =
            [
                (200, "The device is registered.", DevicesJson.Default.DeviceAnswer),
                (400, "The request is wrong; `errors` names every wrong member.", ProblemJson.Default.Problem),
                (404, "A user asks for another.", ProblemJson.Default.Problem),
                (413, "The body is too large.", ProblemJson.Default.Problem),
                (415, "The body is no JSON by its content type.", ProblemJson.Default.Problem),
                (503, "A store that the platform needs is away; Retry-After says when to repeat.", ProblemJson.Default.Problem),
            ],
        },
        [nameof(ListDevices)] = new("Users", "List a user's devices", "The latest registration first, all on one page. Those whose push service no longer knows them have left.")
        {
            Query = [("user", "Whose devices: required, but of a user who asks with their own token.")],
            Answers =
            [
                (200, "The devices.", DevicesJson.Default.ListAnswerDeviceAnswer),
                (400, "The request is wrong; `errors` names every wrong member.", ProblemJson.Default.Problem),
                (404, "A user asks for another.", ProblemJson.Default.Problem),
                (503, "A store that the platform needs is away; Retry-After says when to repeat.", ProblemJson.Default.Problem),
            ],
        },
        [nameof(RemoveDevice)] = new("Users", "Remove a user's device", "As when its user signs out: nothing goes to it any more.")
        {
            Answers =
            [
                (204, "It is removed.", null),
                (404, "There is no such device.", ProblemJson.Default.Problem),
                (503, "A store that the platform needs is away; Retry-After says when to repeat.", ProblemJson.Default.Problem),
            ],
        },
    };
}
