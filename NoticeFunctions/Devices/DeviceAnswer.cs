using System.Text.Json;
using System.Text.Json.Serialization;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Tracking;

namespace NoticeFunctions.Devices;

/// <summary>A device as its application sees it.</summary>
/// <param name="Id">What it is found by.</param>
/// <param name="User">Whose.</param>
/// <param name="Token">Its push token.</param>
/// <param name="Platform">android, ios or web.</param>
/// <param name="Registered">When it was registered last.</param>
internal sealed record DeviceAnswer(string Id, string User, string Token, DevicePlatform Platform, DateTimeOffset Registered)
{
    /// <summary>The answer for a device.</summary>
    public static DeviceAnswer Of(RegisteredDevice device) => new(device.Id, device.User, device.Token, device.Platform, device.At);
}

/// <summary>How answers about devices are spelt.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DeviceAnswer))]
[JsonSerializable(typeof(ListAnswer<DeviceAnswer>))]
internal sealed partial class DevicesJson : JsonSerializerContext;
