using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.LocalHost.Hosting.Invocation;

/// <summary>The W3C trace that the invocation belongs to; empty where there is none.</summary>
internal sealed class LocalTraceContext(string traceParent, string traceState) : TraceContext
{
    public override string TraceParent => traceParent;

    public override string TraceState => traceState;
}
