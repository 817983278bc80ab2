namespace Microsoft.DurableTask.Abstractions;

/// <summary>The order of orchestration versions.</summary>
public static class TaskOrchestrationVersioningUtils
{
    /// <summary>
    /// Compares two versions: blank comes before anything else; two that <see cref="System.Version"/> understands compare part by part as
    /// numbers (1.10 after 1.9); all others compare as text, ignoring case.
    /// </summary>
    /// <param name="sourceVersion">The version whose place is asked for.</param>
    /// <param name="otherVersion">The version that it is compared with.</param>
    /// <returns>Negative when the source comes first, zero when they are level, positive when it comes later.</returns>
    public static int CompareVersions(string sourceVersion, string otherVersion) =>
        (string.IsNullOrWhiteSpace(sourceVersion), string.IsNullOrWhiteSpace(otherVersion)) switch
        {
            (true, true) => 0,
            (true, false) => -1,
            (false, true) => 1,
            _ => System.Version.TryParse(sourceVersion, out Version? source) && System.Version.TryParse(otherVersion, out Version? other)
                ? source.CompareTo(other)
                : string.Compare(sourceVersion, otherVersion, StringComparison.OrdinalIgnoreCase),
        };
}
