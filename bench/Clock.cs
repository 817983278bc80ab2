namespace Notice.Bench;

/// <summary>The clock that the benchmark's processes share.</summary>
internal static class Clock
{
    /// <summary>Now, in microseconds since 1970.</summary>
    public static long UnixMicroseconds() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromUnixMicroseconds(long time) => DateTimeOffset.UnixEpoch.AddTicks(time * TimeSpan.TicksPerMicrosecond);
}
