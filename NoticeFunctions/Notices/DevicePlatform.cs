using System.Text.Json.Serialization;

namespace NoticeFunctions.Notices;

/// <summary>What kind of device an app runs on.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<DevicePlatform>))]
internal enum DevicePlatform
{
    /// <summary>An Android device.</summary>
    Android,

    /// <summary>An iPhone, an iPad or another of Apple's.</summary>
    Ios,

    /// <summary>A browser.</summary>
    Web,
}
