using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Http;

/// <summary>Answers what an HTTP function throws: the real host would send an empty 500. Callers never see what was thrown.</summary>
internal sealed class ProblemMiddleware(ILogger<ProblemMiddleware> logger) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (context.GetHttpContext() is { } http && !http.Response.HasStarted)
        {
            if (http.RequestAborted.IsCancellationRequested)
            {
                // Nobody is there to be answered.
                return;
            }

            ProblemResult problem = Describe(context.FunctionDefinition.Name, http, e is AggregateException { InnerExceptions: [{ } only] } ? only : e);
            http.Response.Clear();
            await problem.ExecuteAsync(http);
        }
    }

    private ProblemResult Describe(string function, HttpContext http, Exception exception)
    {
        switch (exception)
        {
            case RecordsUnavailableException:
                logger.AnsweredUnavailable(function, exception);
                return Refuse.Unavailable();
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } most ? Refuse.TooLarge(most) : Refuse.TooLarge();
            // Kestrel's word for a chunk that is said to be larger than numbers go.
            case BadHttpRequestException or IOException { InnerException: OverflowException }:
                return Refuse.Invalid("", "could not be read as an HTTP request", example: null);
            default:
                logger.FunctionFailed(function, exception);
                return Refuse.Failed();
        }
    }
}
