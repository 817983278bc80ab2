using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NoticeFunctions.Tests.Support;
using NSubstitute;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Invocation;

[Collection<Spans>]
public sealed class InvocationSpanTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task An_HTTP_invocation_is_a_span_of_its_requests_trace()
    {
        using SpanRecorder spans = Recorder();
        await using TestHost host = await TestHost.StartAsync<Functions>();
        HttpRequestMessage request = new(HttpMethod.Get, "traced");
        request.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
        await host.Http.SendAsync(request);

        Activity span = spans.Ended.Should().ContainSingle(one => FunctionOf(one) == "TracedHttp").Subject;
        span.OperationName.Should().Be("Invoke");
        span.TraceId.ToHexString().Should().Be(Trace);
        span.GetTagItem("faas.execution").Should().BeOfType<string>().Which.Should().NotBeEmpty();
        span.Status.Should().Be(ActivityStatusCode.Unset);
    }

    [Fact]
    public async Task Orchestrators_and_activities_begin_traces_of_their_own_whoever_caused_them()
    {
        using SpanRecorder spans = Recorder();
        await using TestHost host = await TestHost.StartAsync<Functions>();
        HttpRequestMessage request = new(HttpMethod.Get, "traced/run");
        request.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
        (await (await host.Http.SendAsync(request)).Content.ReadAsStringAsync()).Should().Be("Completed");

        foreach (string function in (string[])["TracedOrchestrator", "TracedActivity"])
        {
            Activity[] own = [.. spans.Ended.Where(span => FunctionOf(span) == function)];
            own.Should().NotBeEmpty();
            own.Should().OnlyContain(span => span.ParentSpanId == default && span.TraceId.ToHexString() != Trace);
            own.Select(span => span.TraceId).Should().OnlyHaveUniqueItems();
        }
    }

    [Fact]
    public async Task A_function_that_throws_leaves_a_span_with_an_error()
    {
        using SpanRecorder spans = Recorder();
        await using TestHost host = await TestHost.StartAsync<Functions>();
        await host.Http.GetAsync(new Uri("traced/fail", UriKind.Relative));

        Activity span = spans.Ended.Should().ContainSingle(one => FunctionOf(one) == "TracedFailure").Subject;
        (span.Status, span.StatusDescription).Should().Be((ActivityStatusCode.Error, "no luck"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_the_span_of_a_request_belongs_to_what_is_current(bool ofRequest)
    {
        using SpanRecorder spans = Recorder();
        FunctionContext context = Substitute.For<FunctionContext>();
        context.FunctionDefinition.Name.Returns("TracedNowhere");
        using Activity current = new Activity("current").Start();

        using Activity? span = InvocationActivities.Start(context, ofRequest);

        (span!.ParentSpanId == current.SpanId, span.TraceId == current.TraceId).Should().Be((ofRequest, ofRequest));
    }

    private static SpanRecorder Recorder() => new("Microsoft.Azure.Functions.Worker", span => FunctionOf(span)?.StartsWith("Traced") == true);

    private static string? FunctionOf(Activity span) => span.GetTagItem("faas.name") as string;

    private sealed class Functions
    {
        [Function("TracedHttp")]
        public static string Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "traced")] HttpRequest request) => "ok";

        [Function("TracedFailure")]
        public static string Fail([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "traced/fail")] HttpRequest request) => throw new InvalidOperationException("no luck");

        [Function("TracedStarter")]
        public static async Task<string> StartAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "traced/run")] HttpRequest request, [DurableClient] DurableTaskClient client)
        {
            string id = await client.ScheduleNewOrchestrationInstanceAsync("TracedOrchestrator");
            return (await client.WaitForInstanceCompletionAsync(id)).RuntimeStatus.ToString();
        }

        [Function("TracedOrchestrator")]
        public static Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>("TracedActivity", "x");

        [Function("TracedActivity")]
        public static string Work([ActivityTrigger] string input) => input;
    }
}
