using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace NoticeFunctions.Problems;

/// <summary>Writes a problem as <c>application/problem+json</c>.</summary>
/// <param name="problem">The problem.</param>
/// <param name="retryAfter">When a repetition may do better; whole seconds are sent.</param>
internal sealed class ProblemResult(Problem problem, TimeSpan? retryAfter = null) : IResult
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

        Problem traced = problem with { TraceId = Activity.Current?.TraceId.ToString() };
        return response.WriteAsJsonAsync(traced, ProblemJson.Default.Problem, "application/problem+json", httpContext.RequestAborted);
    }
}
