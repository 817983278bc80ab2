using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NoticeFunctions.Http;
using NoticeFunctions.Tests.LocalHost.Hosting;

namespace NoticeFunctions.Tests.Http;

public sealed class AnswerHeadersTests
{
    [Theory]
    [InlineData("fine")]
    [InlineData("fails")]
    public async Task Every_answer_tells_a_browser_to_make_nothing_more_of_it(string path)
    {
        await using TestHost host = await StartAsync();
        using HttpResponseMessage answer = await host.Http.GetAsync(new Uri(path, UriKind.Relative));

        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        answer.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("default-src 'none'").And.Contain("frame-ancestors 'none'");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        answer.Headers.Contains("Strict-Transport-Security").Should().BeFalse("this platform is not asked over TLS");
    }

    [Fact]
    public async Task What_a_function_has_set_itself_is_left_alone()
    {
        await using TestHost host = await StartAsync();
        using HttpResponseMessage answer = await host.Http.GetAsync(new Uri("own", UriKind.Relative));

        answer.Headers.GetValues("Content-Security-Policy").Should().Equal("default-src 'self'");
        answer.Headers.CacheControl!.MaxAge.Should().Be(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Where_callers_come_over_TLS_they_are_told_to_stay_with_it()
    {
        await using TestHost host = await StartAsync("https://notice.example");
        using HttpResponseMessage answer = await host.Http.GetAsync(new Uri("fine", UriKind.Relative));

        answer.Headers.GetValues("Strict-Transport-Security").Single().Should().StartWith("max-age=31536000");
    }

    private static Task<TestHost> StartAsync(string? publicUrl = null) => TestHost.StartAsync<Functions>(builder =>
    {
        builder.UseWhen<AnswerHeaders>(HttpTriggers.Started);
        builder.UseWhen<ProblemMiddleware>(HttpTriggers.Started);
        builder.Services.AddSingleton(Options.Create(new NoticesOptions { PublicUrl = publicUrl }));
    });

    private sealed class Functions
    {
        [Function("Fine")]
        public static string Fine([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fine")] HttpRequest request) => "fine";

        [Function("Fails")]
        public static string Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fails")] HttpRequest request) => throw new InvalidOperationException();

        [Function("Own")]
        public static string Own([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "own")] HttpRequest request)
        {
            request.HttpContext.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
            request.HttpContext.Response.Headers.CacheControl = "max-age=300";
            return "own";
        }
    }
}
