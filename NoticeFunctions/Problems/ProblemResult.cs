using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace NoticeFunctions.Problems;

/// <summary>Writes a problem as <c>application/problem+json</c>.</summary>
/// <param name="problem">The problem.</param>
/// <param name="retryAfter">When a repetition may do better; whole seconds are sent.</param>
/// <param name="traced">Whether the answer names the trace that it belongs to.</param>
internal sealed class ProblemResult(Problem problem, TimeSpan? retryAfter = null, bool traced = true) : IResult
{
    /// <summary>What is to be written.</summary>
    public Problem Problem => problem;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.StatusCode = problem.Status;
        if (retryAfter is { } after)
        {
            response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        Problem told = traced ? problem with { TraceId = Activity.Current?.TraceId.ToString() } : problem;
        return response.WriteAsJsonAsync(told, ProblemJson.Default.Problem, "application/problem+json", httpContext.RequestAborted);
    }
}
