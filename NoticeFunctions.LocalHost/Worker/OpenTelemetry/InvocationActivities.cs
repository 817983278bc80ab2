namespace Microsoft.Azure.Functions.Worker.OpenTelemetry;

/// <summary>How the spans of invocations are found.</summary>
internal static class InvocationActivities
{
    /// <summary>The name of the activity source that the host starts each invocation's span from.</summary>
    public const string SourceName = "Microsoft.Azure.Functions.Worker";
}
