namespace Notice.Bench.Load;

/// <summary>What became of a load.</summary>
/// <param name="Accepted">Answered with 200 or 202.</param>
/// <param name="Refused">Answered with anything else: how many with which status.</param>
/// <param name="Begun">When the first was posted, in microseconds since 1970.</param>
/// <param name="Ended">When the last answer was there, likewise.</param>
/// <param name="P50">Median of the answer's latency in milliseconds.</param>
/// <param name="P99">99th percentile of it.</param>
internal sealed record LoadSummary(int Accepted, IReadOnlyDictionary<int, int> Refused, long Begun, long Ended, double P50, double P99)
{
    /// <summary>How often one was posted again that had been told 503.</summary>
    public int Again { get; init; }
}
