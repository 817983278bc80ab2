using System.Globalization;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Records;

/// <summary>A place in an application's list of notices, which runs from the newest to the oldest and, within a millisecond, from the highest id to the lowest.</summary>
/// <param name="CreatedMilliseconds">Unix time of creation.</param>
/// <param name="Id">The notice's id; empty comes after every notice of that millisecond.</param>
internal readonly record struct ListPosition(long CreatedMilliseconds, string Id)
{
    /// <summary>Before the newest.</summary>
    public static ListPosition Newest { get; } = new(long.MaxValue, "");

    /// <summary>Where a notice stands.</summary>
    public static ListPosition Of(Notice notice) => new(notice.Created.ToUnixTimeMilliseconds(), notice.Id);

    /// <summary>Where a list with a filter begins: at the continuation, or at the end of the filter's period.</summary>
    /// <exception cref="InvalidContinuationException">The continuation is none of this list's.</exception>
    public static ListPosition Start(string application, NoticeFilter filter, string? continuation)
    {
        if (continuation is null)
        {
            return filter.To is { } to ? new(CeilingMilliseconds(to), "") : Newest;
        }

        string[] place = Continuation.Read(ListName(application, filter), continuation);
        return new(long.Parse(place[0], CultureInfo.InvariantCulture), place[1]);
    }

    /// <summary>The continuation for what comes after this place.</summary>
    public string ToContinuation(string application, NoticeFilter filter) =>
        Continuation.Write(ListName(application, filter), CreatedMilliseconds.ToString(CultureInfo.InvariantCulture), Id);

    /// <summary>Whether this place comes after another in the list: older, or lower.</summary>
    public bool IsAfter(ListPosition other) =>
        CreatedMilliseconds != other.CreatedMilliseconds ? CreatedMilliseconds < other.CreatedMilliseconds : string.CompareOrdinal(Id, other.Id) < 0;

    /// <summary>The first whole millisecond at an instant or after it: creation has whole ones only.</summary>
    public static long CeilingMilliseconds(DateTimeOffset instant)
    {
        long floor = instant.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(floor) < instant ? floor + 1 : floor;
    }

    // A record's text names every member, so a filter that differs anywhere is another list.
    private static string ListName(string application, NoticeFilter filter) => $"notices {application} {filter}";
}
