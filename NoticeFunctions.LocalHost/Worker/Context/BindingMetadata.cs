namespace Microsoft.Azure.Functions.Worker;

/// <summary>One input or output of a function.</summary>
public abstract class BindingMetadata
{
    /// <summary>The parameter's or property's name.</summary>
    public abstract string Name { get; }

    /// <summary>What it is bound to, such as <c>httpTrigger</c> or <c>orchestrationTrigger</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Whether it is an input or an output.</summary>
    public abstract BindingDirection Direction { get; }
}
