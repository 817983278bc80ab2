using System.Text.RegularExpressions;

namespace NoticeFunctions.Addresses;

/// <summary>
/// How an address for app pushes is spelt: a device's token as its app has it, <c>topic:NAME</c> for every device that has subscribed to it, or <c>user:NAME</c> for the devices
/// that were registered for a user.
/// </summary>
internal static partial class DeviceAddress
{
    private const string TopicPrefix = "topic:";
    private const string UserPrefix = "user:";

    /// <summary>The address of a user's devices.</summary>
    public static string OfUser(string user) => UserPrefix + user;

    /// <summary>The user whose devices an address stands for; null for any other.</summary>
    public static string? UserOf(string address) => After(UserPrefix, address);

    /// <summary>The topic that an address stands for; null for any other.</summary>
    public static string? TopicOf(string address) => After(TopicPrefix, address);

    /// <summary>Whether a text is an address, if it is a line at all: a topic has a name that FCM takes, and a user one.</summary>
    public static bool IsValid(string text) => TopicOf(text) is { } topic ? Topic().IsMatch(topic) : UserOf(text) is not { } user || !string.IsNullOrWhiteSpace(user);

    private static string? After(string prefix, string address) => address.StartsWith(prefix, StringComparison.Ordinal) ? address[prefix.Length..] : null;

    [GeneratedRegex(@"\A[a-zA-Z0-9-_.~%]{1,900}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Topic();
}
