namespace NoticeFunctions.Problems;

/// <summary>An error as RFC 9457 has it.</summary>
/// <param name="Type">A URI of the kind of problem, of this API's own scheme of names.</param>
/// <param name="Title">The kind of problem in words, the same for every one of the kind.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What happened this time.</param>
/// <param name="Errors">Each wrong member; null where the request itself was not at fault.</param>
/// <param name="TraceId">What the operators find this request by.</param>
internal sealed record Problem(string Type, string Title, int Status, string? Detail, IReadOnlyList<Fault>? Errors = null, string? TraceId = null)
{
    /// <summary>Where the notice stands, if that is what was in the way.</summary>
    public string? NoticeStatus { get; init; }
}
