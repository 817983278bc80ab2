using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Http;

public sealed class HttpFunctionTests
{
    [Theory]
    [InlineData("text?word=a%20b", "\"a b|1|none\"")]
    [InlineData("text?word=a&times=3&mood=happy", "\"a|3|Happy\"")]
    [InlineData("text", "\"|1|none\"")]
    public async Task Query_values_are_bound_by_their_names(string path, string answer)
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        (await host.Http.GetStringAsync(path)).Should().Be(answer.Trim('"'));
    }

    [Fact]
    public async Task A_query_value_of_the_wrong_type_is_an_empty_500()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        await ShouldBeEmpty(await host.Http.GetAsync("text?times=many"), HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task Route_values_are_bound_and_constrained()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        (await host.Http.GetStringAsync("route/5/0f8fad5b-d9cb-469f-a165-70867728950e/x/y")).Should().Be("5 0f8fad5b-d9cb-469f-a165-70867728950e x/y");
        (await host.Http.GetAsync("route/five/0f8fad5b-d9cb-469f-a165-70867728950e/x")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_function_without_a_route_answers_under_its_name()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        (await host.Http.GetStringAsync("byname")).Should().Be("here");
    }

    [Fact]
    public async Task An_IResult_is_executed()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        using HttpResponseMessage answer = await host.Http.PostAsync("result", null);
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        answer.Headers.Location.Should().Be("/there");
    }

    [Fact]
    public async Task A_plain_object_is_a_200_with_camel_case_JSON()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        (await host.Http.GetStringAsync("plain")).Should().Be("""{"someName":"x","level":2,"nothing":null}""");
    }

    [Fact]
    public async Task The_HttpResult_property_of_a_result_is_the_answer()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        using HttpResponseMessage answer = await host.Http.GetAsync("outputs");
        answer.StatusCode.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_function_may_write_the_response_itself()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        using HttpResponseMessage answer = await host.Http.GetAsync("itself");
        answer.StatusCode.Should().Be((HttpStatusCode)418);
        (await answer.Content.ReadAsStringAsync()).Should().Be("tea");
    }

    [Fact]
    public async Task A_streamed_answer_arrives_piece_by_piece()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        await using Stream stream = await host.Http.GetStreamAsync("stream");
        byte[] piece = new byte[5];
        await stream.ReadExactlyAsync(piece);
        Encoding.UTF8.GetString(piece).Should().Be("first");
        // The function waits for this second request before it goes on.
        (await host.Http.PostAsync("stream/release", null)).EnsureSuccessStatusCode();
        using StreamReader rest = new(stream);
        (await rest.ReadToEndAsync()).Should().Be("second");
    }

    [Fact]
    public async Task A_function_that_fails_after_its_answer_has_begun_breaks_it_off()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        Func<Task> read = () => host.Http.GetStringAsync("halfway");
        await read.Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task A_body_beyond_thirty_million_bytes_is_an_empty_500()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        // A server that will not read the body lets a client know before it has sent it all, if the client asks.
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("size", UriKind.Relative)) { Content = new ByteArrayContent(new byte[30_000_001]) };
        request.Headers.ExpectContinue = true;
        await ShouldBeEmpty(await host.Http.SendAsync(request), HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task A_body_of_thirty_million_bytes_is_read()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        using ByteArrayContent body = new(new byte[30_000_000]);
        (await (await host.Http.PostAsync("size", body)).Content.ReadAsStringAsync()).Should().Be("30000000");
    }

    [Fact]
    public async Task A_caller_who_goes_away_cancels_the_function()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        using CancellationTokenSource gone = new();
        Task<HttpResponseMessage> request = host.Http.GetAsync("patient", gone.Token);
        await Functions.Waiting.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await gone.CancelAsync();
        await ((Func<Task>)(() => request)).Should().ThrowAsync<OperationCanceledException>();
        await Functions.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("admin", null, HttpStatusCode.Unauthorized)]
    [InlineData("admin", TestHost.FunctionKey, HttpStatusCode.Unauthorized)]
    [InlineData("admin", TestHost.MasterKey, HttpStatusCode.OK)]
    [InlineData("keyed", TestHost.FunctionKey, HttpStatusCode.OK)]
    [InlineData("keyed", TestHost.SystemKey, HttpStatusCode.Unauthorized)]
    public async Task A_function_is_opened_by_the_key_of_its_level(string path, string? key, HttpStatusCode status)
    {
        await using TestHost host = await TestHost.StartAsync<Keyed>();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("locked/" + path, UriKind.Relative));
        request.Headers.Add("x-functions-key", key ?? "");
        (await host.Http.SendAsync(request)).StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task A_body_is_bound_from_JSON()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        using HttpResponseMessage answer = await host.Http.PostAsJsonAsync("body", new { Name = "n", Count = 3 });
        (await answer.Content.ReadAsStringAsync()).Should().Be("n 3");
    }

    private static async Task ShouldBeEmpty(HttpResponseMessage answer, HttpStatusCode status)
    {
        answer.StatusCode.Should().Be(status);
        (await answer.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
    }

    public enum Mood
    {
        Sad,
        Happy,
    }

    public sealed record Body(string Name, int Count);

    public sealed class Outputs
    {
        [HttpResult]
        public IActionResult Answer { get; } = new StatusCodeResult(201);
    }

    public sealed class Keyed
    {
        [Function("AdminOnly")]
        public static string Admin([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "locked/admin")] HttpRequest request) => "open";

        [Function("KeyedOnly")]
        public static string Key([HttpTrigger(AuthorizationLevel.Function, "get", Route = "locked/keyed")] HttpRequest request) => "open";
    }

    public sealed class Functions
    {
        private static readonly TaskCompletionSource Release = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public static TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public static TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        [Function("Text")]
        public string Text(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "text")] HttpRequest request,
            [FromQuery] string? word, [FromQuery] Mood? mood, [FromQuery] int times = 1) => $"{word}|{times}|{mood?.ToString() ?? "none"}";

        [Function("Route")]
        public string Route(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "route/{number:int}/{id:guid}/{*rest}")] HttpRequest request,
            int number, [FromRoute] Guid id, string? rest) => $"{number} {id} {rest}";

        [Function("ByName")]
        public string ByName([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => "here";

        [Function("Result")]
        public ValueTask<IResult> Result([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "result")] HttpRequest request)
            => new(Results.Accepted("/there"));

        [Function("Plain")]
        public object Plain([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "plain")] HttpRequest request)
            => new { SomeName = "x", Level = DayOfWeek.Tuesday, Nothing = (string?)null };

        [Function("Outputs")]
        public Task<Outputs> WithOutputs([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "outputs")] HttpRequest request)
            => Task.FromResult(new Outputs());

        [Function("Itself")]
        public async Task Itself([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "itself")] HttpRequest request, FunctionContext context)
        {
            HttpResponse response = context.GetHttpContext()!.Response;
            response.StatusCode = 418;
            await response.WriteAsync("tea");
        }

        [Function("Stream")]
        public async Task Stream([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "stream")] HttpRequest request)
        {
            HttpResponse response = request.HttpContext.Response;
            await response.WriteAsync("first");
            await response.Body.FlushAsync();
            await Release.Task;
            await response.WriteAsync("second");
        }

        [Function("ReleaseStream")]
        public void ReleaseStream([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "stream/release")] HttpRequest request) => Release.TrySetResult();

        [Function("Halfway")]
        public async Task Halfway([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "halfway")] HttpRequest request)
        {
            await request.HttpContext.Response.WriteAsync("half");
            await request.HttpContext.Response.Body.FlushAsync();
            throw new InvalidOperationException("broken");
        }

        [Function("Size")]
        public async Task<string> Size([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "size")] HttpRequest request)
        {
            using MemoryStream all = new();
            await request.Body.CopyToAsync(all);
            return $"{all.Length}";
        }

        [Function("Patient")]
        public async Task Patient([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "patient")] HttpRequest request, CancellationToken cancellation)
        {
            await using CancellationTokenRegistration told = cancellation.Register(Cancelled.SetResult);
            Waiting.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        }

        [Function("WithBody")]
        public string WithBody([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "body")] HttpRequest request, [FromBody] Body body) => $"{body.Name} {body.Count}";
    }
}
