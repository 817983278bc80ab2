using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Addresses;
using NoticeFunctions.Intake;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Devices;

/// <summary>A device as it was posted, checked.</summary>
/// <param name="User">Whose.</param>
/// <param name="Token">Its push token.</param>
/// <param name="Platform">What it is.</param>
internal sealed record DeviceDraft(string User, string Token, DevicePlatform Platform)
{
    private static readonly string[] Members = ["user", "token", "platform"];

    /// <summary>A body as it could be.</summary>
    public static JsonObject Example => new() { ["user"] = "ann", ["token"] = "d3v1c3-t0k3n", ["platform"] = "android" };

    /// <summary>Reads a body; null with faults.</summary>
    public static DeviceDraft? Read(JsonElement body, FaultList faults)
    {
        if (ObjectReader.Open(body, "", faults, Members, Example) is not { } device)
        {
            return null;
        }

        foreach (string member in Members.Where(member => !device.Has(member)))
        {
            device.Fault(member, "is required", Example[member]!.DeepClone());
        }

        string? user = Line("user", NoticeLimits.UserCharacters);
        string? token = Line("token", NoticeLimits.DeviceCharacters);
        if (token is not null && (DeviceAddress.TopicOf(token) ?? DeviceAddress.UserOf(token)) is not null)
        {
            device.Fault("token", "must be a device's own token", Example["token"]!.DeepClone());
        }

        string? platform = device.Text("platform", text => Names.TryParse<DevicePlatform>(text, out _), $"must be one of: {string.Join(", ", Names.All<DevicePlatform>())}", "android");
        return faults.Any || !Names.TryParse(platform, out DevicePlatform kind) ? null : new DeviceDraft(user!, token!, kind);

        string? Line(string name, int longest) =>
            device.Text(name, text => Characters.IsLine(text, longest), $"must have 1 to {longest} characters, no control characters, and not be blank", Example[name]!.GetValue<string>());
    }
}
