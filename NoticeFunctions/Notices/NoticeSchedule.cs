namespace NoticeFunctions.Notices;

/// <summary>
/// When a notice is due, as its caller put it; what follows from it is computed elsewhere. Exactly one of <paramref name="At"/>, <paramref name="Delay"/>,
/// <paramref name="Every"/>, <paramref name="Cron"/> and <paramref name="Rrule"/> is set.
/// </summary>
/// <param name="At">Once, at this instant.</param>
/// <param name="Delay">Once, this ISO 8601 duration after creation.</param>
/// <param name="Every">Again and again at this ISO 8601 interval.</param>
/// <param name="Start">No occurrence of a cycle is due before; creation when absent. An interval and a rule are counted from it: a rule's in the wall time that stands here.</param>
/// <param name="Count">How many occurrences at most, 1 or more.</param>
/// <param name="Until">No occurrence after this instant; one at it still counts.</param>
/// <param name="Cron">When this cron expression of five or six fields says.</param>
/// <param name="Rrule">When this recurrence rule (RFC 5545, section 3.3.10) says. It may have COUNT or UNTIL itself, which then stand for <paramref name="Count"/> and <paramref name="Until"/>.</param>
/// <param name="TimeZone">The IANA time zone of cron, rule and times without an offset; UTC when absent.</param>
/// <param name="Except">What is left out: dates, instants or ranges of them.</param>
/// <param name="Jitter">How much later than due at most, an ISO 8601 duration.</param>
/// <param name="Misfire">What happens to missed occurrences; null is <see cref="MisfirePolicy.Once"/>.</param>
internal sealed record NoticeSchedule(
    DateTimeOffset? At = null,
    string? Delay = null,
    string? Every = null,
    DateTimeOffset? Start = null,
    int? Count = null,
    DateTimeOffset? Until = null,
    string? Cron = null,
    string? Rrule = null,
    string? TimeZone = null,
    IReadOnlyList<string>? Except = null,
    string? Jitter = null,
    MisfirePolicy? Misfire = null)
{
    /// <summary>Whether there may be more than one occurrence.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsCyclic => (Every ?? Cron ?? Rrule) is not null;
}
