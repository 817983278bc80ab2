namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>The invocation's id, unique.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function's id.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The trace that the trigger belongs to.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>What the trigger says of itself.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Which try this is, where the function has a retry attribute.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this invocation; the scope ends with it.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function that is invoked.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>A place for middleware and function to leave each other things.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>What the host offers for this invocation.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Cancelled when the caller is gone, for an HTTP trigger, or when the host's time to stop is up.</summary>
    public virtual CancellationToken CancellationToken => CancellationToken.None;
}
