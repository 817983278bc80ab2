using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.LocalHost.Hosting.Discovery;

namespace NoticeFunctions.LocalHost.Hosting.Invocation;

/// <summary>What stands at the end of the worker's pipeline: binds the arguments and calls the function.</summary>
internal static class FunctionRunner
{
    /// <remarks>Nothing here leaves the calling thread before the function itself does: an orchestrator depends on that.</remarks>
    public static async Task RunAsync(FunctionContext context)
    {
        LocalFunctionContext local = (LocalFunctionContext)context;
        IReadOnlyList<BindParameter> binders = local.Function.Binders;
        object?[] arguments = new object?[binders.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = await binders[i](local);
        }

        local.Result = await local.Function.Invoke(local, arguments);
        local.Function.Outputs.Take(local);
    }
}
