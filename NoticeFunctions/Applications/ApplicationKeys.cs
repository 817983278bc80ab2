using StackExchange.Redis;

namespace NoticeFunctions.Applications;

/// <summary>The keys in Redis of what is kept of applications, as docs/records.md lists them.</summary>
internal static class ApplicationKeys
{
    /// <summary>Sorted set of the registered applications, by the time of their registration.</summary>
    public static RedisKey Registered => "applications:registered";

    /// <summary>String: an application with its keys.</summary>
    public static RedisKey Application(string id) => $"application:{id}";

    /// <summary>String: the platform's own keys of a kind, their private parts locked.</summary>
    public static RedisKey Platform(string kind) => $"platform-keys:{kind}";

    /// <summary>String: a name that an application's credential may bear once has been used.</summary>
    public static RedisKey Used(string application, string hash) => $"used:{application}:{hash}";
}
