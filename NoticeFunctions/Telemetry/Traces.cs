using System.Diagnostics;

namespace NoticeFunctions.Telemetry;

/// <summary>The platform's own spans.</summary>
internal static class Traces
{
    /// <summary>The name of the source.</summary>
    public const string SourceName = "Notice";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>
    /// Begins the trace of an occurrence: a trace of its own, linked to the request that brought the notice, which may be years ago. Null when nobody listens. What was current comes back when it is disposed.
    /// </summary>
    /// <param name="name">What is done.</param>
    /// <param name="traceParent">W3C trace context of that request.</param>
    /// <param name="tags">What tells this occurrence from others.</param>
    public static IDisposable? BeginOccurrence(string name, string? traceParent, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        Activity? before = Activity.Current;
        Activity.Current = null;
        ActivityLink[] links = ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out ActivityContext request) ? [new ActivityLink(request)] : [];
        Activity? activity = Source.StartActivity(ActivityKind.Internal, parentContext: default, tags.ToArray(), links, name: name);
        return new Scope(activity, before);
    }

    private sealed class Scope(Activity? activity, Activity? before) : IDisposable
    {
        public void Dispose()
        {
            activity?.Dispose();
            Activity.Current = before;
        }
    }
}
