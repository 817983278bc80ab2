namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>
/// Runs around every invocation that it is put on. There is one instance for all invocations. Around an orchestrator it runs again at every
/// turn, where an await before <c>next</c> breaks the orchestration: put it on other triggers only.
/// </summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs around one invocation.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="next">Runs the rest; left uncalled, the function does not run.</param>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
