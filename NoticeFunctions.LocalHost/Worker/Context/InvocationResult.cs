namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function has returned, for middleware to read or replace.</summary>
/// <typeparam name="T">The type that it is read as.</typeparam>
public abstract class InvocationResult<T>
{
    /// <summary>The result; setting it replaces what the trigger's caller gets.</summary>
    public abstract T? Value { get; set; }
}

/// <summary>What a function has returned, of any type.</summary>
public abstract class InvocationResult : InvocationResult<object>;
