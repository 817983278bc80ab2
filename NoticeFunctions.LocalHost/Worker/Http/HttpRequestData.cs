namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>
/// A request in the worker's own model. This host has ASP.NET Core's instead and never makes one: the type is here for the signatures that
/// mention it as something optional.
/// </summary>
public abstract class HttpRequestData
{
    /// <summary>Ties a request to its invocation.</summary>
    /// <param name="functionContext">The invocation.</param>
    protected HttpRequestData(FunctionContext functionContext)
    {
        ArgumentNullException.ThrowIfNull(functionContext);
        FunctionContext = functionContext;
    }

    /// <summary>The invocation that the request belongs to.</summary>
    public FunctionContext FunctionContext { get; }
}
