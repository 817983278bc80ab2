namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a trigger says of itself, such as an HTTP route's values.</summary>
public abstract class BindingContext
{
    /// <summary>The values by name.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
