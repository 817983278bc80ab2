using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Invocation;
using NoticeFunctions.LocalHost.Worker;

namespace NoticeFunctions.LocalHost.Hosting.Http;

/// <summary>Answers requests with one HTTP function.</summary>
internal sealed class HttpFunction(FunctionDescriptor function, InvocationPipeline pipeline, CallerLevel callers, ILogger logger)
{
    private readonly HttpTriggerAttribute trigger = (HttpTriggerAttribute)function.Trigger;
    private readonly Func<object?, object?> answer = HttpResults.Reader(function);

    /// <summary>401 without the key that the function asks for; an empty 500 when the function, or the reading of its parameters, throws.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        if (!callers.MayCall(http.Request, trigger.AuthLevel))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        try
        {
            LocalFunctionContext context = new(function, http, http.RequestServices, http.RequestAborted)
            {
                InstanceServices = http.RequestServices,
                BindingData = () => HttpBindingData.Of(http.Request),
                TraceParent = http.Request.Headers.TraceParent,
                TraceState = http.Request.Headers.TraceState,
                Items = new Dictionary<object, object> { [HttpContextItem.Key] = http },
            };
            await pipeline.InvokeAsync(context);
            await HttpResults.WriteAsync(http, answer(context.Result));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (Exception e)
        {
            logger.HttpFunctionFailed(function.Name, e);
            Fail(http);
        }
    }

    private static void Fail(HttpContext http)
    {
        if (http.Response.HasStarted)
        {
            // The only way left to tell the caller that this is not the whole answer.
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }
}
