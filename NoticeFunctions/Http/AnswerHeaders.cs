using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Options;

namespace NoticeFunctions.Http;

/// <summary>
/// Gives every answer of the app, problems included, the headers that keep a browser from making more of it than it is. A function that wants
/// another value sets it: what is there is left alone.
/// </summary>
internal sealed class AnswerHeaders : IFunctionsWorkerMiddleware
{
    // What a page may load, where the function says nothing else.
    private const string Nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly Func<object, Task> plain;
    private readonly Func<object, Task> secure;
    private readonly bool publicIsSecure;

    /// <summary>Prepares the headers.</summary>
    public AnswerHeaders(IOptions<NoticesOptions> options)
    {
        publicIsSecure = options.Value.PublicUrl?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;
        plain = static response => Complete((HttpResponse)response, isSecure: false);
        secure = static response => Complete((HttpResponse)response, isSecure: true);
    }

    /// <inheritdoc/>
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http)
        {
            // As the last thing before the answer goes out: a problem clears what was set before it.
            http.Response.OnStarting(publicIsSecure || http.Request.IsHttps ? secure : plain, http.Response);
        }

        return next(context);
    }

    private static Task Complete(HttpResponse response, bool isSecure)
    {
        IHeaderDictionary headers = response.Headers;
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Content-Security-Policy", Nothing);
        headers.TryAdd("Cache-Control", "no-store");
        if (isSecure)
        {
            headers.TryAdd("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }

        return Task.CompletedTask;
    }
}
