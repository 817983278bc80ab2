using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using NoticeFunctions.LocalHost.Engine;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Durable;

/// <summary>What the recordings of the management API do not show; the rest is in the contract's tests.</summary>
public sealed class ManagementApiTests
{
    private const string Root = "runtime/webhooks/durabletask";

    [Theory]
    [InlineData("completed")]
    [InlineData("Running")]
    [InlineData("Nonsense")]
    public async Task A_purge_by_anything_but_a_final_status_deletes_nothing(string status)
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        await StartAsync(host, "Ends", "one");

        using HttpResponseMessage purge = await SendAsync(host, HttpMethod.Delete, "instances", $"&createdTimeFrom=2001-01-01&runtimeStatus={status}");

        purge.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await SendAsync(host, HttpMethod.Get, "instances/one")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_history_shows_what_is_still_waited_for()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        await StartAsync(host, "WaitsForChild", "parent");

        using HttpResponseMessage answer = await SendAsync(host, HttpMethod.Get, "instances/parent", "&showHistory=true");

        JsonArray events = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["historyEvents"]!.AsArray();
        events.Select(item => (string)item!["EventType"]!).Should().Equal("ExecutionStarted", "SubOrchestrationInstanceCreated");
        ((string)events[1]!["FunctionName"]!).Should().Be("Waits");
    }

    [Fact]
    public async Task A_failed_parent_is_rewound_with_its_child_over_HTTP()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        await StartAsync(host, "WaitsForChild", "parent");
        using (StringContent text = new("\"fail\"", Encoding.UTF8, "application/json"))
        {
            await SendAsync(host, HttpMethod.Post, "instances/child/raiseEvent/go", content: text);
        }

        await IdleAsync(host);
        (await SendAsync(host, HttpMethod.Post, "instances/parent/rewind", "&reason=again")).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await IdleAsync(host);

        // The child fails again by its own history; both have been taken back and tried.
        using HttpResponseMessage child = await SendAsync(host, HttpMethod.Get, "instances/child", "&showHistory=true");
        JsonNode.Parse(await child.Content.ReadAsStringAsync())!["historyEvents"]!.AsArray().Select(item => (string)item!["EventType"]!)
            .Should().Equal("ExecutionStarted", "EventRaised", "GenericEvent", "GenericEvent", "ExecutionCompleted");
    }

    [Fact]
    public async Task An_app_without_durable_functions_has_no_management_API()
    {
        await using TestHost host = await TestHost.StartAsync([]);

        (await SendAsync(host, HttpMethod.Get, "instances")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private static async Task StartAsync(TestHost host, string orchestrator, string id)
    {
        (await SendAsync(host, HttpMethod.Post, $"orchestrators/{orchestrator}/{id}")).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await IdleAsync(host);
    }

    private static Task IdleAsync(TestHost host) => host.Services.GetRequiredService<DurableEngine>().WhenIdleAsync();

    private static async Task<HttpResponseMessage> SendAsync(TestHost host, HttpMethod method, string path, string query = "", HttpContent? content = null)
    {
        using HttpRequestMessage request = new(method, new Uri($"{Root}/{path}?code={TestHost.SystemKey}{query}", UriKind.Relative)) { Content = content };
        return await host.Http.SendAsync(request);
    }

    public sealed class Functions
    {
        [Function("Ends")]
        public static string Ends([OrchestrationTrigger] TaskOrchestrationContext context) => context.InstanceId;

        [Function("Waits")]
        public static async Task<string> Waits([OrchestrationTrigger] TaskOrchestrationContext context) =>
            await context.WaitForExternalEvent<string>("go") is "fail" ? throw new InvalidOperationException("as told") : "went";

        [Function("WaitsForChild")]
        public static Task<string> WaitsForChild([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync<string>("Waits", null, new SubOrchestrationOptions(instanceId: "child"));
    }
}
