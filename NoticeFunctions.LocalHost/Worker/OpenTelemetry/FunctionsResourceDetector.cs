using System.Reflection;
using OpenTelemetry.Resources;

namespace Microsoft.Azure.Functions.Worker.OpenTelemetry;

/// <summary>Says which app telemetry comes from.</summary>
public sealed class FunctionsResourceDetector : IResourceDetector
{
    /// <summary>
    /// The service's name (<c>WEBSITE_SITE_NAME</c>, or the entry assembly's name), its version and its process, by OpenTelemetry's semantic
    /// conventions for resources.
    /// </summary>
    public Resource Detect()
    {
        AssemblyName? app = Assembly.GetEntryAssembly()?.GetName();
        Dictionary<string, object?> found = new()
        {
            ["service.name"] = Environment.GetEnvironmentVariable("WEBSITE_SITE_NAME") ?? app?.Name,
            ["service.version"] = app?.Version?.ToString(),
            ["process.pid"] = (long)Environment.ProcessId,
        };
        return new(found.Where(fact => fact.Value is not null).Select(fact => KeyValuePair.Create(fact.Key, fact.Value!)));
    }
}
