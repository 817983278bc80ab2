namespace NoticeFunctions.Limits;

/// <summary>Counts an application's notices of a minute, for all hosts together.</summary>
internal interface IMinuteCounter
{
    /// <summary>Counts so many more, in one round trip. What is to be sent is sent before the call returns.</summary>
    /// <param name="application">Whose.</param>
    /// <param name="minute">The minute.</param>
    /// <param name="count">How many.</param>
    /// <param name="ahead">How far ahead the minute lies: the count is kept so much longer.</param>
    /// <returns>How many all hosts have counted in that minute, these included.</returns>
    /// <exception cref="Records.RecordsUnavailableException">The store is away; they may have been counted or not.</exception>
    Task<long> AddAsync(string application, Minute minute, int count, TimeSpan ahead = default);
}
