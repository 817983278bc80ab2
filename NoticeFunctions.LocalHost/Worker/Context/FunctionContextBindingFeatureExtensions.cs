using NoticeFunctions.LocalHost.Worker;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The way from an invocation to its result.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>The function's result: null before the function has run, and for one that returns nothing.</summary>
    /// <param name="context">The invocation.</param>
    /// <exception cref="InvalidOperationException">The context is not the host's.</exception>
    public static InvocationResult GetInvocationResult(this FunctionContext context) => new HeldInvocationResult(Feature(context));

    /// <summary>The function's result as a type; reading a result of another type throws <see cref="InvalidCastException"/>.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="context">The invocation.</param>
    /// <exception cref="InvalidOperationException">The context is not the host's.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context) => new HeldInvocationResult<T>(Feature(context));

    private static IInvocationResultFeature Feature(FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<IInvocationResultFeature>()
            ?? throw new InvalidOperationException($"{context.GetType()} keeps no result.");
    }
}
