using System.Text.Json.Serialization;

namespace NoticeFunctions.Intake.Preview;

/// <summary>What a schedule comes to.</summary>
/// <param name="Description">The schedule in words.</param>
/// <param name="Occurrences">The occurrences asked for, or fewer where it ends.</param>
internal sealed record PreviewAnswer(string Description, IReadOnlyList<PreviewedOccurrence> Occurrences);

/// <summary>One occurrence, without its jitter.</summary>
/// <param name="Utc">When it is due.</param>
/// <param name="Local">The same on the wall of the schedule's time zone.</param>
/// <param name="Note">What is special about it: that the clock is changed.</param>
internal sealed record PreviewedOccurrence(DateTime Utc, DateTimeOffset Local, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note);
