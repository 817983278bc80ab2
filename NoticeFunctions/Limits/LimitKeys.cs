using System.Globalization;
using StackExchange.Redis;

namespace NoticeFunctions.Limits;

/// <summary>The keys of what is counted, as docs/records.md lists them. Each is gone soon after what it counts.</summary>
internal static class LimitKeys
{
    /// <summary>Counter of an application's notices in one minute.</summary>
    /// <param name="application">Whose.</param>
    /// <param name="minute">Minutes since 1970.</param>
    public static RedisKey Notices(string application, long minute) => string.Create(CultureInfo.InvariantCulture, $"limits:{application}:notices:{minute}");

    /// <summary>Counter of the failed authentications of one minute.</summary>
    /// <param name="whose">Hash of the client and the address.</param>
    /// <param name="minute">Minutes since 1970.</param>
    public static RedisKey Failures(string whose, long minute) => string.Create(CultureInfo.InvariantCulture, $"failures:{whose}:{minute}");
}
