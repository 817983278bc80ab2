namespace Microsoft.Extensions.Logging;

/// <summary>Metrics through the log.</summary>
public static class FunctionsLoggerExtensions
{
    private static readonly EventId Metric = new(1, "Metric");

    /// <summary>
    /// Writes a metric's value as a log record at Information, whose members are <c>Name</c>, <c>Value</c> and
    /// <paramref name="properties"/>.
    /// </summary>
    /// <param name="logger">The logger.</param>
    /// <param name="name">The metric's name.</param>
    /// <param name="value">The value.</param>
    /// <param name="properties">What the value belongs to.</param>
    public static void LogMetric(this ILogger logger, string name, double value, IDictionary<string, object>? properties = null)
    {
        ArgumentNullException.ThrowIfNull(logger);
        Dictionary<string, object> members = new(properties ?? new Dictionary<string, object>()) { ["Name"] = name, ["Value"] = value };
        logger.Log(LogLevel.Information, Metric, members, exception: null, static (m, _) => $"{m["Name"]} = {m["Value"]}");
    }
}
