using System.Diagnostics;

namespace Microsoft.Azure.Functions.Worker.OpenTelemetry;

/// <summary>The spans of invocations, named as the real worker names them.</summary>
internal static class InvocationActivities
{
    /// <summary>The name of the activity source that the host starts each invocation's span from.</summary>
    public const string SourceName = "Microsoft.Azure.Functions.Worker";

    /// <summary>The name of every such span; the function is a tag.</summary>
    public const string Name = "Invoke";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Whether anybody would see a span: most of the time nobody does, and an invocation costs nothing more.</summary>
    public static bool AreWanted => Source.HasListeners();

    /// <summary>
    /// Begins the span of an invocation. An HTTP request's belongs to the request's trace; every other is the beginning of a trace, whatever was current where its
    /// trigger happened to fire.
    /// </summary>
    /// <returns>Null when no listener wants this one.</returns>
    public static Activity? Start(FunctionContext context, bool ofRequest)
    {
        if (!ofRequest)
        {
            Activity.Current = null;
        }

        string? parent = Activity.Current is null && context.TraceContext.TraceParent is { Length: > 0 } sent ? sent : Activity.Current?.Id;
        return Source.StartActivity(
            Name,
            ActivityKind.Internal,
            parent,
            [new("faas.name", context.FunctionDefinition.Name), new("faas.execution", context.InvocationId), new("az.schema_url", "https://opentelemetry.io/schemas/1.17.0")]);
    }
}
