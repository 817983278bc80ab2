namespace NoticeFunctions.Schedules.Rules;

/// <summary>A rule's FREQ, from the shortest period to the longest.</summary>
internal enum Frequency
{
    /// <summary>SECONDLY.</summary>
    Secondly,

    /// <summary>MINUTELY.</summary>
    Minutely,

    /// <summary>HOURLY.</summary>
    Hourly,

    /// <summary>DAILY.</summary>
    Daily,

    /// <summary>WEEKLY.</summary>
    Weekly,

    /// <summary>MONTHLY.</summary>
    Monthly,

    /// <summary>YEARLY.</summary>
    Yearly,
}
