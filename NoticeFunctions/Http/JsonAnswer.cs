using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace NoticeFunctions.Http;

/// <summary>An answer in JSON, written without reflection.</summary>
/// <param name="value">What is answered.</param>
/// <param name="type">How it is written.</param>
/// <param name="status">The HTTP status.</param>
internal sealed class JsonAnswer<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        return httpContext.Response.WriteAsJsonAsync(value, type, contentType: null, httpContext.RequestAborted);
    }
}
