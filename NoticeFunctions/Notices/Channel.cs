using System.Text.Json.Serialization;

namespace NoticeFunctions.Notices;

/// <summary>A way to reach a recipient.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Channel>))]
internal enum Channel
{
    /// <summary>To an RFC 5321 address.</summary>
    Email,

    /// <summary>To an E.164 phone number.</summary>
    Sms,

    /// <summary>To every open page of a user, and to the user's inbox.</summary>
    WebSocket,

    /// <summary>To a device, through the push service of its platform.</summary>
    App,
}
