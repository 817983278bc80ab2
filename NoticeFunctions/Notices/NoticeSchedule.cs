namespace NoticeFunctions.Notices;

/// <summary>When a notice is due, as its caller put it; what follows from it is computed elsewhere. Exactly one of <paramref name="At"/>, <paramref name="Delay"/> and <paramref name="Every"/> is set.</summary>
/// <param name="At">Once, at this instant.</param>
/// <param name="Delay">Once, this ISO 8601 duration after creation.</param>
/// <param name="Every">Again and again at this ISO 8601 interval.</param>
/// <param name="Start">The first occurrence of a cycle; creation when absent.</param>
/// <param name="Count">How many occurrences at most, 1 or more.</param>
/// <param name="Until">No occurrence after this instant; one at it still counts.</param>
internal sealed record NoticeSchedule(
    DateTimeOffset? At = null,
    string? Delay = null,
    string? Every = null,
    DateTimeOffset? Start = null,
    int? Count = null,
    DateTimeOffset? Until = null)
{
    /// <summary>Whether there may be more than one occurrence.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsCyclic => Every is not null;
}
