namespace NoticeDemo.Showcase;

/// <summary>Tells each change in a line of its own: for a pipe, a file, a build log.</summary>
internal static class PlainLines
{
    /// <summary>Writes what each state adds to the one before, and returns the last.</summary>
    public static async Task<IReadOnlyList<Watched>> ShowAsync(Action<string> write, IAsyncEnumerable<IReadOnlyList<Watched>> states)
    {
        IReadOnlyList<Watched> last = [];
        HashSet<string> told = new(StringComparer.Ordinal);
        await foreach (IReadOnlyList<Watched> notices in states)
        {
            last = notices;
            foreach (string line in notices.SelectMany(Lines).Where(told.Add))
            {
                write(line);
            }
        }

        return last;
    }

    private static IEnumerable<string> Lines(Watched notice)
    {
        string name = $"{notice.Asked.Title} ({notice.When}): ";
        if (!notice.Heard.HasEnded)
        {
            string due = notice.Heard.NextDue is { } at ? $", next due {at.ToLocalTime():HH:mm:ss}" : "";
            yield return $"{name}{notice.Heard.Status}{due}";
        }

        foreach (string line in notice.Deliveries.Select(delivery => Wording.Of(delivery, notice.Heard)))
        {
            yield return name + line;
        }

        if (notice.Heard.HasEnded)
        {
            yield return name + notice.Heard.Status;
        }
    }
}
