using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace NoticeFunctions.Tests.LocalHost.Hosting.SignalR;

/// <summary>What activities send, and what of it their orchestrator and its history get.</summary>
public sealed class OutputTests
{
    private const string Secret = "for the client alone";

    [Fact]
    public async Task A_property_of_an_activitys_result_is_sent_and_nothing_of_it_enters_the_history()
    {
        (string message, OrchestrationMetadata instance, string history) = await RunAsync(nameof(ByProperty));

        message.Should().Be(Secret);
        instance.ReadOutputAs<string>().Should().Be("null");
        history.Should().Contain("TaskCompleted").And.NotContain(Secret);
    }

    [Fact]
    public async Task An_activitys_method_level_output_is_sent_and_is_its_result_in_the_history()
    {
        (string message, OrchestrationMetadata instance, string history) = await RunAsync(nameof(ByMethod));

        message.Should().Be(Secret);
        instance.ReadOutputAs<string>().Should().Contain(Secret);
        history.Should().Contain(Secret);
    }

    [Fact]
    public async Task An_activity_may_send_nothing()
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Outputs)]);
        DurableTaskClient client = host.Services.GetRequiredService<DurableTaskClient>();

        string id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(Silent));
        OrchestrationMetadata instance = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);

        instance.RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Completed);
        instance.ReadOutputAs<string>().Should().Be("null");
    }

    private const string ByProperty = "ByProperty";
    private const string ByMethod = "ByMethod";
    private const string Silent = "Silent";

    private static async Task<(string Message, OrchestrationMetadata Instance, string History)> RunAsync(string orchestrator)
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Outputs)]);
        await using ChatClient ann = new(new HubConnectionBuilder()
            .WithUrl(new Uri(host.Http.BaseAddress!, "api"), HttpTransportType.WebSockets)
            .Build());
        await ann.Connection.StartAsync();
        DurableTaskClient client = host.Services.GetRequiredService<DurableTaskClient>();
        string id = await client.ScheduleNewOrchestrationInstanceAsync(orchestrator);
        OrchestrationMetadata instance = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
        string history = await host.Http.GetStringAsync($"runtime/webhooks/durabletask/instances/{id}?showHistory=true&showHistoryOutput=true&code={TestHost.SystemKey}");
        return (await ann.NextAsync(), instance, history);
    }

    private sealed class Delivered
    {
        [SignalROutput(HubName = "chat")]
        public SignalRMessageAction[]? Messages { get; init; }
    }

    private static class Outputs
    {
        [Function("Negotiate")]
        public static SignalRConnectionInfo Negotiate(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/negotiate")] Microsoft.AspNetCore.Http.HttpRequest request,
            [SignalRConnectionInfoInput(HubName = "chat", UserId = "ann")] SignalRConnectionInfo info) => info;

        [Function(ByProperty)]
        public static async Task<string> RunByProperty([OrchestrationTrigger] TaskOrchestrationContext context)
            => await context.CallActivityAsync<object?>("PropertyActivity") is null ? "null" : "something";

        [Function(ByMethod)]
        public static async Task<string> RunByMethod([OrchestrationTrigger] TaskOrchestrationContext context)
            => (await context.CallActivityAsync<System.Text.Json.JsonElement>("MethodActivity")).ToString();

        [Function(Silent)]
        public static async Task<string> RunSilent([OrchestrationTrigger] TaskOrchestrationContext context)
            => await context.CallActivityAsync<object?>("SilentActivity") is null ? "null" : "something";

        [Function("PropertyActivity")]
        public static async Task<Delivered> Property([ActivityTrigger] string? input)
        {
            await Task.Yield();
            return new() { Messages = [Notify()] };
        }

        [Function("SilentActivity")]
        public static Delivered Nothing([ActivityTrigger] string? input) => new();

        [Function("MethodActivity")]
        [SignalROutput(HubName = "chat")]
        public static SignalRMessageAction Method([ActivityTrigger] string? input) => Notify();

        private static SignalRMessageAction Notify() => new("message", [new Message(Secret)]) { UserId = "ann" };
    }
}
