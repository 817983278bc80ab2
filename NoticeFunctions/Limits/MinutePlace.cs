namespace NoticeFunctions.Limits;

/// <summary>A notice's place among all that an application sends in a minute.</summary>
/// <param name="minute">The minute.</param>
internal sealed class MinutePlace(Minute minute)
{
    /// <summary>The minute.</summary>
    public Minute Minute => minute;

    /// <summary>From 1; 0 as long as it has only been promised.</summary>
    public long Number { get; set; }
}
