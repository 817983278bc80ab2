using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.LocalHost.Worker;

namespace Microsoft.DurableTask;

/// <summary>What an orchestration in a function app has beyond a plain one.</summary>
public static class TaskOrchestrationContextExtensionMethods
{
    /// <summary>The function invocation of the present turn; another one at every replay, so nothing in it may decide anything.</summary>
    /// <param name="context">The orchestration.</param>
    /// <returns>Null when the context is not the host's.</returns>
    public static FunctionContext? GetFunctionContext(this TaskOrchestrationContext context) =>
        (context as IFunctionContextHolder)?.FunctionContext;
}
