using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Outputs;
using NoticeFunctions.LocalHost.Worker;

namespace NoticeFunctions.LocalHost.Hosting.Invocation;

/// <summary>The app's worker middleware, with the call of the function at its end: every kind of trigger goes through it.</summary>
/// <param name="pipeline">Middleware and function.</param>
/// <param name="root">The host's services.</param>
internal sealed class InvocationPipeline(FunctionExecutionDelegate pipeline, IServiceProvider root)
{
    /// <summary>Calls a function for a trigger that has no request of its own.</summary>
    /// <remarks>Runs on the calling thread up to the first await that isn't complete, be it the function's or the middleware's.</remarks>
    /// <param name="function">The function.</param>
    /// <param name="trigger">What its trigger brings.</param>
    /// <param name="bindingData">What the trigger knows by name.</param>
    /// <param name="cancellation">Cancelled when the host ends.</param>
    /// <returns>The function's result.</returns>
    /// <exception cref="HostInputException">A parameter that the host binds itself can't be bound.</exception>
    public async Task<object?> InvokeAsync(FunctionDescriptor function, object trigger, Func<IReadOnlyDictionary<string, object?>>? bindingData, CancellationToken cancellation)
    {
        LocalFunctionContext context = new(function, trigger, root, cancellation) { BindingData = bindingData };
        if (trigger is IFunctionContextHolder holder)
        {
            holder.FunctionContext = context;
        }

        try
        {
            await RunAsync(context);
            return context.Result;
        }
        finally
        {
            await context.DisposeAsync();
        }
    }

    /// <inheritdoc cref="InvokeAsync(FunctionDescriptor, object, Func{IReadOnlyDictionary{string, object}}, CancellationToken)"/>
    public Task<object?> InvokeAsync(FunctionDescriptor function, object trigger, CancellationToken cancellation) => InvokeAsync(function, trigger, bindingData: null, cancellation);

    /// <summary>Calls a function in a context that the caller has made, and ends itself.</summary>
    public Task InvokeAsync(LocalFunctionContext context) => RunAsync(context);

    private Task RunAsync(LocalFunctionContext context)
    {
        // As on the real host, the app's middleware never sees an invocation that can't be bound.
        context.ReadHostInputs();
        return InvocationActivities.AreWanted ? RunTracedAsync(context)
            : context.Function.Outputs.Outputs.Count > 0 ? RunAndSendAsync(context)
            : pipeline(context);
    }

    // What the middleware has refused, or failed after the function, sends nothing.
    private async Task RunAndSendAsync(LocalFunctionContext context)
    {
        await pipeline(context);
        await FunctionOutputs.SendAsync(context);
    }

    private async Task RunTracedAsync(LocalFunctionContext context)
    {
        // Here and not in the caller, whose own current activity comes back by itself when this method yields.
        using Activity? span = InvocationActivities.Start(context, ofRequest: context.Trigger is HttpContext);
        try
        {
            await RunAndSendAsync(context);
        }
        catch (Exception e)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
    }
}
