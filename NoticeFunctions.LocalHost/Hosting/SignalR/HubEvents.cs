using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Invocation;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>Calls the app's SignalR functions.</summary>
internal sealed class HubEvents(InvocationPipeline pipeline, ILogger<HubEvents> logger)
{
    /// <summary>Calls a function; what it returns is nobody's, as with every isolated function.</summary>
    /// <returns>Null, or what to tell the client of a failure: never what an exception says.</returns>
    public async Task<string?> RaiseAsync(FunctionDescriptor function, SignalRInvocationContext invocation, CancellationToken cancellation)
    {
        try
        {
            await pipeline.InvokeAsync(function, invocation, cancellation);
            return null;
        }
        catch (HostInputException e)
        {
            // The host names the trigger's parameter, whichever argument was at fault.
            logger.SignalRFunctionFailed(function.Name, e);
            return $"Exception binding parameter '{function.TriggerParameter.Name}'";
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return "The client has gone.";
        }
        catch (Exception e)
        {
            logger.SignalRFunctionFailed(function.Name, e);
            return $"Exception while executing function: Functions.{function.Name}";
        }
    }
}
