using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using NoticeFunctions.Http;
using NoticeFunctions.Records;
using NoticeFunctions.Tests.LocalHost.Hosting;

namespace NoticeFunctions.Tests.Http;

public sealed class ProblemMiddlewareTests
{
    private const string Secret = "the-password-of-the-store";

    [Theory]
    [InlineData("bug", HttpStatusCode.InternalServerError, "urn:notice:problem:internal-error")]
    [InlineData("async-bug", HttpStatusCode.InternalServerError, "urn:notice:problem:internal-error")]
    [InlineData("away", HttpStatusCode.ServiceUnavailable, "urn:notice:problem:unavailable")]
    [InlineData("wrapped", HttpStatusCode.ServiceUnavailable, "urn:notice:problem:unavailable")]
    [InlineData("large", HttpStatusCode.RequestEntityTooLarge, "urn:notice:problem:too-large")]
    [InlineData("broken", HttpStatusCode.BadRequest, "urn:notice:problem:invalid-request")]
    [InlineData("endless", HttpStatusCode.BadRequest, "urn:notice:problem:invalid-request")]
    public async Task What_a_function_throws_is_a_problem_that_tells_nothing_of_it(string path, HttpStatusCode status, string type)
    {
        await using TestHost host = await StartAsync();
        using HttpResponseMessage answer = await host.Http.GetAsync(new Uri(path, UriKind.Relative));
        string text = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.Should().Be(status);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        JsonNode.Parse(text)!["type"]!.GetValue<string>().Should().Be(type);
        text.Should().NotContain(Secret).And.NotContain("Exception").And.NotContain("   at ").And.NotContain(".cs");
    }

    [Fact]
    public async Task A_store_that_is_away_is_answered_with_when_to_come_again()
    {
        await using TestHost host = await StartAsync();
        using HttpResponseMessage answer = await host.Http.GetAsync(new Uri("away", UriKind.Relative));

        answer.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task What_the_function_had_already_set_is_gone_from_a_problem()
    {
        await using TestHost host = await StartAsync();
        using HttpResponseMessage answer = await host.Http.GetAsync(new Uri("half-done", UriKind.Relative));

        answer.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        answer.Headers.Contains("X-Half").Should().BeFalse();
    }

    [Fact]
    public async Task An_answer_that_has_begun_is_broken_off_so_that_nobody_takes_it_for_whole()
    {
        await using TestHost host = await StartAsync();
        Func<Task> read = async () => await host.Http.GetStringAsync(new Uri("begun", UriKind.Relative));

        await read.Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task What_goes_well_is_left_alone()
    {
        await using TestHost host = await StartAsync();

        (await host.Http.GetStringAsync(new Uri("fine", UriKind.Relative))).Should().Be("fine");
    }

    private static Task<TestHost> StartAsync() => TestHost.StartAsync<Functions>(builder => builder.UseMiddleware<ProblemMiddleware>());

    private sealed class Functions
    {
        [Function("Bug")]
        public static string Bug([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bug")] HttpRequest request) => throw new InvalidOperationException(Secret);

        [Function("AsyncBug")]
        public static async Task<string> AsyncBug([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "async-bug")] HttpRequest request)
        {
            await Task.Yield();
            throw new InvalidOperationException(Secret);
        }

        [Function("Away")]
        public static string Away([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "away")] HttpRequest request) => throw Gone();

        [Function("Wrapped")]
        public static string Wrapped([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wrapped")] HttpRequest request) => throw new AggregateException(Gone());

        [Function("Large")]
        public static string Large([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "large")] HttpRequest request) => throw new BadHttpRequestException(Secret, 413);

        [Function("Broken")]
        public static string Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "broken")] HttpRequest request) => throw new BadHttpRequestException(Secret);

        [Function("Endless")]
        public static string Endless([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "endless")] HttpRequest request) => throw new IOException(Secret, new OverflowException());

        [Function("HalfDone")]
        public static string HalfDone([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "half-done")] HttpRequest request)
        {
            request.HttpContext.Response.Headers["X-Half"] = "done";
            throw new InvalidOperationException(Secret);
        }

        [Function("Begun")]
        public static async Task Begun([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "begun")] HttpRequest request)
        {
            await request.HttpContext.Response.WriteAsync("half");
            await request.HttpContext.Response.Body.FlushAsync();
            throw new InvalidOperationException(Secret);
        }

        [Function("Fine")]
        public static string Fine([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fine")] HttpRequest request) => "fine";

        private static RecordsUnavailableException Gone() => new(Secret, new TimeoutException(Secret));
    }
}
