using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.LocalHost.Worker;

/// <summary>The feature of an invocation that holds what its function has returned; the host sets it before middleware runs.</summary>
internal interface IInvocationResultFeature
{
    object? Result { get; set; }
}

/// <summary>An invocation's result as middleware sees it.</summary>
internal sealed class HeldInvocationResult(IInvocationResultFeature feature) : InvocationResult
{
    public override object? Value
    {
        get => feature.Result;
        set => feature.Result = value;
    }
}

/// <summary>An invocation's result as middleware sees it that knows its type.</summary>
internal sealed class HeldInvocationResult<T>(IInvocationResultFeature feature) : InvocationResult<T>
{
    public override T? Value
    {
        get => (T?)feature.Result;
        set => feature.Result = value;
    }
}
