using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Tracking;

/// <summary>Reads a list's query parameters and notes what is wrong: unknown and repeated ones, and values that make no sense.</summary>
internal sealed class ListQuery
{
    /// <summary>The largest page.</summary>
    public const int LargestLimit = 200;

    /// <summary>The page of those who don't say.</summary>
    public const int DefaultLimit = 50;

    private readonly IQueryCollection query;

    /// <summary>Opens a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="known">The parameters it may have, besides limit and continuation.</param>
    public ListQuery(IQueryCollection query, params ReadOnlySpan<string> known)
    {
        this.query = query;
        string[] all = [.. known, "limit", "continuation"];
        foreach ((string name, StringValues values) in query)
        {
            if (!all.Contains(name))
            {
                Faults.Add($"?{name}", $"is unknown; known here are: {string.Join(", ", all)}", "limit=50");
            }
            else if (values.Count > 1)
            {
                Faults.Add($"?{name}", "stands here more than once", "limit=50");
            }
        }
    }

    /// <summary>What is wrong.</summary>
    public FaultList Faults { get; } = new();

    /// <summary>Where to go on.</summary>
    public string? Continuation => Text("continuation");

    /// <summary>How many items.</summary>
    public int Limit
    {
        get
        {
            if (Text("limit") is not { } text)
            {
                return DefaultLimit;
            }

            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit is >= 1 and <= LargestLimit)
            {
                return limit;
            }

            Faults.Add("?limit", $"must be a whole number from 1 to {LargestLimit}", DefaultLimit);
            return DefaultLimit;
        }
    }

    /// <summary>A parameter's text; null when it is absent or empty.</summary>
    public string? Text(string name) => query.TryGetValue(name, out StringValues values) && values.Count == 1 && values[0] is { Length: > 0 } text ? text : null;

    /// <summary>One of an enumeration's names.</summary>
    public T? Name<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Names.TryParse(text, out T value))
        {
            return value;
        }

        Faults.Add($"?{name}", $"must be one of: {string.Join(", ", Names.All<T>())}", Names.All<T>().First());
        return null;
    }

    /// <summary>An instant.</summary>
    public DateTimeOffset? At(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Instant.TryParse(text, out DateTimeOffset instant))
        {
            return instant;
        }

        Faults.Add($"?{name}", "must be an instant with an offset (RFC 3339), its + written as %2B", JsonValue.Create("2099-12-31T09:00:00Z"));
        return null;
    }
}
