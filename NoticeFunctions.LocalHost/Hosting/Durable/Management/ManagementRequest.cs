using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace NoticeFunctions.LocalHost.Hosting.Durable.Management;

/// <summary>A request of the management API with the parameters of its path.</summary>
internal sealed class ManagementRequest(HttpContext http, IReadOnlyDictionary<string, string> path)
{
    public HttpContext Http => http;

    public CancellationToken Aborted => http.RequestAborted;

    public string InstanceId => path["id"];

    public string Value(string name) => path[name];

    /// <summary>A query parameter, which may be empty; null where there is none.</summary>
    public string? Text(string name) => http.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>All values of a query parameter, repeated or separated by commas.</summary>
    public string[] Texts(string name) =>
        [.. http.Request.Query[name].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    /// <summary>A query parameter that is true or false in any case; anything else counts as not given.</summary>
    public bool Flag(string name, bool otherwise = false) => bool.TryParse(Text(name), out bool flag) ? flag : otherwise;

    public int? Whole(string name) => int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : null;

    public TimeSpan? Seconds(string name) =>
        double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0 and < 1e9
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>An instant, UTC where it has no offset; unreadable ones count as not given.</summary>
    public DateTime? Instant(string name) =>
        DateTime.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime instant)
            ? instant
            : null;

    public async Task<string> BodyAsync()
    {
        using StreamReader reader = new(http.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(http.RequestAborted);
    }

    /// <summary>An answer without a body.</summary>
    public Task AnswerAsync(int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
