namespace NoticeFunctions.Limits;

/// <summary>The windows that are counted in: the minutes of the clock.</summary>
/// <param name="Number">Minutes since 1970.</param>
internal readonly record struct Minute(long Number)
{
    /// <summary>How long a counter is kept: longer than its minute, because hosts' clocks differ a little.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>The minute of an instant.</summary>
    public static Minute Of(DateTimeOffset instant) => new(instant.ToUnixTimeSeconds() / 60);

    /// <summary>How long it goes on; a second at least, so that who waits so long comes in the next.</summary>
    public TimeSpan Rest(DateTimeOffset now)
    {
        TimeSpan rest = DateTimeOffset.FromUnixTimeSeconds((Number + 1) * 60) - now;
        return rest < Least ? Least : rest;
    }
}
