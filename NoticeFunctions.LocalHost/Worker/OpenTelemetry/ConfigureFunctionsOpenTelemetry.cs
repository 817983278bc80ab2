using NoticeFunctions.LocalHost.Engine;
using OpenTelemetry;

namespace Microsoft.Azure.Functions.Worker.OpenTelemetry;

/// <summary>OpenTelemetry for function apps.</summary>
public static class ConfigureFunctionsOpenTelemetry
{
    /// <summary>
    /// Adds the spans of invocations (source <c>Microsoft.Azure.Functions.Worker</c>), the metrics of the durable engine and the app's name and version as its resource; exporters
    /// are the app's to add.
    /// </summary>
    /// <param name="builder">OpenTelemetry's builder.</param>
    public static IOpenTelemetryBuilder UseFunctionsWorkerDefaults(this IOpenTelemetryBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .ConfigureResource(static resource => resource.AddDetector(new FunctionsResourceDetector()))
            .WithTracing(static tracing => tracing.AddSource(InvocationActivities.SourceName))
            .WithMetrics(static metrics => metrics.AddMeter(EngineMetrics.MeterName));
    }
}
