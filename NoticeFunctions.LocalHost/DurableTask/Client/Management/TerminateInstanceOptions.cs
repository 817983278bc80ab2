namespace Microsoft.DurableTask.Client;

/// <summary>How an instance is ended from outside.</summary>
/// <param name="Output">What becomes its output; serializable.</param>
/// <param name="Recursive">Whether its children are ended too.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
