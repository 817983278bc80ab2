using Microsoft.AspNetCore.Http;
using NoticeFunctions.LocalHost.Worker;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The way from an invocation to its HTTP request.</summary>
public static class FunctionContextExtensions
{
    /// <summary>
    /// The request and answer of an HTTP trigger. A middleware that writes the answer here and does not call the next one has answered.
    /// </summary>
    /// <param name="context">The invocation.</param>
    /// <returns>Null when no HTTP request triggered the invocation.</returns>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.TryGetValue(HttpContextItem.Key, out object? item) ? item as HttpContext : null;
    }
}
