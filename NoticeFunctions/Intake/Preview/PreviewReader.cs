using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Intake.Preview;

/// <summary>A preview as it was asked for.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="From">The instant at which a notice with it would be posted.</param>
/// <param name="Count">How many occurrences to show.</param>
internal sealed record PreviewRequest(NoticeSchedule Schedule, DateTimeOffset From, int Count);

/// <summary>Reads the body of <c>POST /api/schedules/preview</c> and names everything that is wrong with it.</summary>
internal static class PreviewReader
{
    private const int DefaultCount = 10;

    // Clocks of earlier days went by the sun, and no zone's data says how.
    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Members = ["schedule", "from", "count"];

    private static JsonObject Example => new() { ["schedule"] = new JsonObject { ["cron"] = "0 9 * * MON-FRI", ["timeZone"] = "Europe/Berlin" }, ["count"] = 20 };

    /// <summary>The request, or null with faults. Any cycle may be endless here: nothing is sent.</summary>
    public static PreviewRequest? Read(JsonElement body, DateTimeOffset now, FaultList faults)
    {
        if (ObjectReader.Open(body, "", faults, Members, Example) is not { } request)
        {
            return null;
        }

        string? text = request.Text("from", IsFrom, $"must be an instant with an offset (RFC 3339) from {Earliest.Year} on", "2099-03-01T00:00:00Z");
        DateTimeOffset from = Instant.TryParse(text, out DateTimeOffset given) ? given : now;
        int count = Count(request);
        if (!request.Has("schedule"))
        {
            request.Fault("schedule", "is required", Example["schedule"]!.DeepClone());
        }

        NoticeSchedule? schedule = new ScheduleReader(request, faults, from, mayBeEndless: true).Read();
        return faults.Any ? null : new PreviewRequest(schedule!, from, count);
    }

    private static bool IsFrom(string text) => Instant.TryParse(text, out DateTimeOffset from) && from >= Earliest && from < Latest;

    private static int Count(ObjectReader request)
    {
        if (request.Value("count") is not { } value)
        {
            return DefaultCount;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int count) && count is >= 1 and <= NoticeLimits.PreviewedOccurrences)
        {
            return count;
        }

        request.Fault("count", $"must be a whole number from 1 to {NoticeLimits.PreviewedOccurrences}", 20);
        return DefaultCount;
    }
}
