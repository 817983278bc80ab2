namespace NoticeFunctions.Limits;

/// <summary>Where an application stands with a limit, in the terms of draft-ietf-httpapi-ratelimit-headers.</summary>
/// <param name="Name">The policy's name.</param>
/// <param name="Quota">How many it may have: <c>q</c>.</param>
/// <param name="Window">In what time: <c>w</c>; null where the limit is not one of time.</param>
/// <param name="Remaining">How many are left, as far as this host knows: <c>r</c>.</param>
/// <param name="Reset">In what time it may have more: <c>t</c>; null where nobody can tell.</param>
internal sealed record QuotaState(string Name, int Quota, TimeSpan? Window, int Remaining, TimeSpan? Reset)
{
    /// <summary>The policy on notices a minute.</summary>
    public const string NoticesPerMinute = "notices-per-minute";

    /// <summary>The policy on notices accepted and not ended.</summary>
    public const string PendingNotices = "pending-notices";

    // When a pending notice ends nobody can tell; a client that looks again so soon is no burden.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);

    /// <summary>When who is refused should come again.</summary>
    public TimeSpan ComeAgain => Reset ?? LookAgain;
}
