using System.Globalization;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Records;

/// <summary>Pages of a notice's log.</summary>
internal static class LogPage
{
    /// <summary>A page, newest first.</summary>
    /// <param name="record">The notice.</param>
    /// <param name="lines">What is written of its log, oldest first. A notice that fires once writes nothing: its progress tells the same.</param>
    /// <param name="limit">How many lines at most.</param>
    /// <param name="continuation">From the page before.</param>
    /// <exception cref="InvalidContinuationException">The continuation is none, or its line is no longer kept.</exception>
    public static Page<LogEntry> Of(NoticeRecord record, IReadOnlyList<LogEntry> lines, int limit, string? continuation)
    {
        string list = $"log {record.Notice.Application} {record.Notice.Id}";
        List<LogEntry> all = [.. lines];
        if (record.Recorded.Occurrences > 0 && all.TrueForAll(line => line.Event != LogEntry.Fired))
        {
            all.Add(LogEntry.OfFiring(record.Recorded.Occurrences, step: 0, record.Recorded.Ended ?? record.Recorded.Updated));
        }

        // A crash between a firing and its result writes its line again.
        all = [.. all.OrderBy(line => line.At).DistinctBy(line => line.Occurrence is { } firing ? (object)firing : line).Reverse()];
        int start = 0;
        if (continuation is not null)
        {
            string place = Continuation.Read(list, continuation)[0];
            start = all.FindIndex(line => Place(line) == place) + 1;
            if (start == 0)
            {
                throw new InvalidContinuationException();
            }
        }

        LogEntry[] items = [.. all.Skip(start).Take(limit)];
        return new(items, start + items.Length < all.Count ? Continuation.Write(list, Place(items[^1])) : null);
    }

    private static string Place(LogEntry line) => string.Create(CultureInfo.InvariantCulture, $"{line.At.UtcTicks} {line.Event} {line.Occurrence}");
}
