using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NoticeFunctions.Tests.Support.Providers;

/// <summary>A provider's API on a free loopback port. It refuses what the real one refuses; a call that is right is answered as a test has put it, and otherwise accepted.</summary>
internal abstract class ProviderStub : IAsyncDisposable
{
    private readonly ConcurrentQueue<Func<HttpContext, Task>> answers = new();

    protected ProviderStub()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        App = builder.Build();
    }

    public string Url => App.Urls.Single();

    protected WebApplication App { get; }

    /// <summary>Answers the next calls that are right, one answer a call.</summary>
    public void Next(params IEnumerable<Func<HttpContext, Task>> next)
    {
        foreach (Func<HttpContext, Task> answer in next)
        {
            answers.Enqueue(answer);
        }
    }

    /// <summary>An answer with this status and body.</summary>
    public static Func<HttpContext, Task> Saying(int status, string body, string? retryAfter = null, string type = "application/json") => async http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        if (retryAfter is not null)
        {
            http.Response.Headers.RetryAfter = retryAfter;
        }

        await http.Response.WriteAsync(body);
    };

    /// <summary>An answer that never comes; the task is done once the call has.</summary>
    public static (Func<HttpContext, Task> Answer, Task Called) Silent()
    {
        TaskCompletionSource called = new();
        return (http =>
        {
            called.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
        }, called.Task.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    /// <summary>An answer whose connection is cut: before its head, or in the middle of its body.</summary>
    public static Func<HttpContext, Task> CutOff(int? status = null) => async http =>
    {
        if (status is { } head)
        {
            http.Response.StatusCode = head;
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = 1000;
            await http.Response.WriteAsync("""{ "sid": "SM1", "name": "projects/""");
            await http.Response.Body.FlushAsync();

            // The server closes what is shorter than its head says; to abort would take back what the caller has not read yet.
            return;
        }

        http.Abort();
    };

    /// <summary>An answer of 8 MB.</summary>
    public static Func<HttpContext, Task> Huge(int status) => async http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        byte[] part = Encoding.ASCII.GetBytes(new string('a', 64 * 1024));
        await http.Response.WriteAsync("{ \"message\": \"");
        for (int written = 0; written < 128 && !http.RequestAborted.IsCancellationRequested; written++)
        {
            await http.Response.Body.WriteAsync(part);
        }
    };

    public ValueTask DisposeAsync() => App.DisposeAsync();

    protected async Task AnswerAsync(HttpContext http, Func<HttpContext, Task> accept) => await (answers.TryDequeue(out Func<HttpContext, Task>? answer) ? answer : accept)(http);
}
