namespace NoticeFunctions.Schedules;

/// <summary>Times as a clock on a wall shows them, of no zone.</summary>
internal interface IWallTimes
{
    /// <summary>The first one after a time, or at it where that is asked for; null when there is none.</summary>
    /// <param name="time">The time; its kind and the result's are <see cref="DateTimeKind.Utc"/>, in which every time is there once.</param>
    /// <param name="inclusive">Whether the time itself may be it.</param>
    DateTime? Next(DateTime time, bool inclusive);
}
