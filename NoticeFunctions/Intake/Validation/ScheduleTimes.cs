using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Intake.Validation;

/// <summary>Reads a schedule's points in time: with an offset or, where a time zone stands beside them, of that zone's wall.</summary>
/// <param name="schedule">The schedule's members.</param>
/// <param name="clock">The wall clock of its zone.</param>
/// <param name="hasZone">Whether it names the zone.</param>
/// <param name="now">When the request came.</param>
internal sealed class ScheduleTimes(ObjectReader schedule, WallClock clock, bool hasZone, DateTimeOffset now)
{
    /// <summary>An instant as it could be.</summary>
    public const string Example = "2099-12-31T09:00:00Z";

    private const int LongestException = 80;
    private static readonly JsonArray ExceptExample = new("2099-12-25", "2099-12-31T09:00:00Z", "2099-08-01/2099-08-15");

    /// <summary>An instant, or null when it is absent or (with a fault) wrong.</summary>
    public DateTimeOffset? Read(string name)
    {
        string? text = schedule.Text(
            name,
            text => Parse(text) is not null,
            hasZone ? "must be an instant (RFC 3339), or without an offset a local time of the timeZone" : "must be an instant with an offset (RFC 3339), or a local time with a timeZone beside it",
            Example);
        return Parse(text);
    }

    /// <summary>An instant that is not in the past.</summary>
    public DateTimeOffset? Future(string name)
    {
        if (Read(name) is not { } instant)
        {
            return null;
        }

        if (instant < now - NoticeLimits.Past)
        {
            schedule.Fault(name, "lies more than a minute in the past", Example);
        }

        return instant;
    }

    /// <summary>What is left out, as it was written.</summary>
    public IReadOnlyList<string>? Except()
    {
        if (schedule.Items("except", ExceptExample) is not { } items)
        {
            return null;
        }

        if (items.Count > NoticeLimits.Exceptions)
        {
            schedule.Fault("except", $"must have at most {NoticeLimits.Exceptions} items; a range is one", ExceptExample.DeepClone());
            return null;
        }

        List<string> read = new(items.Count);
        for (int index = 0; index < items.Count; index++)
        {
            string? text = items[index].ValueKind == JsonValueKind.String ? items[index].GetString() : null;
            if (text is { Length: <= LongestException } && ExceptionReader.TryRead(text, clock, out _))
            {
                read.Add(text);
            }
            else
            {
                schedule.FaultAt($"except/{index}", "must be a date, an instant, or two of a kind with a slash between them, the earlier first", "2099-12-24/2099-12-26");
            }
        }

        return read;
    }

    private DateTimeOffset? Parse(string? text) =>
        WallTime.TryParse(text, clock, out DateTimeOffset instant) && (hasZone || Instant.TryParse(text, out _)) ? instant : null;
}
