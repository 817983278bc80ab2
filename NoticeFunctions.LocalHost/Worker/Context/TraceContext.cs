using System.Collections.ObjectModel;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The trace that an invocation belongs to, as W3C Trace Context writes it.</summary>
public abstract class TraceContext
{
    /// <summary>The header <c>traceparent</c>.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The header <c>tracestate</c>, empty when there is none.</summary>
    public abstract string TraceState { get; }

    /// <summary>Further facts of the trace.</summary>
    public virtual IReadOnlyDictionary<string, string> Attributes => ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What the trace carries along (W3C Baggage).</summary>
    public virtual IReadOnlyDictionary<string, string> Baggage => ReadOnlyDictionary<string, string>.Empty;
}
