using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Durable;

public sealed class DurableHostTests
{
    [Fact]
    public async Task An_HTTP_function_starts_an_orchestration_that_calls_an_activity()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();

        JsonNode result = await RunAsync(host, "Greet", "\"Ann\"");

        ((string?)result["output"]).Should().Be("\"Hello Ann\"");
    }

    [Fact]
    public async Task An_orchestrator_takes_its_input_as_a_parameter_and_has_a_function_context()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();

        JsonNode result = await RunAsync(host, "WithInput", """{ "Name": "n", "Count": 3 }""");

        ((string?)result["output"]).Should().Be("\"n 3 WithInput\"");
    }

    [Fact]
    public async Task An_absent_input_is_the_default_of_its_type()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();

        JsonNode result = await RunAsync(host, "Defaults", "");

        ((string?)result["output"]).Should().Be("\"0 0\"");
    }

    [Fact]
    public async Task An_activity_learns_its_instance_and_gets_a_client()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();

        JsonNode result = await RunAsync(host, "Introspect", "");

        ((string?)result["output"]).Should().Be($"\"{result["id"]} Running Examine\"");
    }

    [Fact]
    public async Task Middleware_runs_around_orchestrators_and_activities_too()
    {
        List<string> seen = [];
        await using TestHost host = await TestHost.StartAsync<Functions>(builder => builder.UseMiddleware(async (context, next) =>
        {
            lock (seen)
            {
                seen.Add($"{context.FunctionDefinition.InputBindings.Values.First(b => b.Type.EndsWith("Trigger", StringComparison.Ordinal)).Type} {context.FunctionDefinition.Name}");
            }

            await next();
        }));

        await RunAsync(host, "Greet", "\"Ann\"");

        seen.Should().Contain(["httpTrigger Run", "orchestrationTrigger Greet", "activityTrigger Hello"]);
    }

    [Fact]
    public async Task The_management_payload_names_the_hosts_own_URLs()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();

        JsonNode payload = (await host.Http.GetFromJsonAsync<JsonNode>("payload/a%20b"))!;

        ((string?)payload["statusQueryGetUri"]).Should()
            .Be($"{host.Http.BaseAddress}runtime/webhooks/durabletask/instances/a%20b?code={TestHost.SystemKey}");
        ((string?)payload["terminatePostUri"]).Should().Contain("/terminate?reason={{text}}&code=");
    }

    [Fact]
    public async Task A_disabled_activity_is_unknown()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>(settings: ("AzureWebJobs.Hello.Disabled", "true"));

        JsonNode result = await RunAsync(host, "Greet", "\"Ann\"");

        ((string?)result["status"]).Should().Be("Failed");
        host.Said.Should().Contain("  Hello: disabled");
    }

    private static async Task<JsonNode> RunAsync(TestHost host, string orchestrator, string input)
    {
        using StringContent body = new(input);
        using HttpResponseMessage answer = await host.Http.PostAsync("run/" + orchestrator, body);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    public sealed record Input(string Name, int Count);

    public sealed class Functions
    {
        [Function("Run")]
        public async Task<IActionResult> Run(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "run/{name}")] HttpRequest request,
            [DurableClient] DurableTaskClient client, string name, CancellationToken cancellation)
        {
            using StreamReader reader = new(request.Body);
            string body = await reader.ReadToEndAsync(cancellation);
            string id = await client.ScheduleNewOrchestrationInstanceAsync(name, body.Length == 0 ? null : JsonNode.Parse(body), cancellation);
            OrchestrationMetadata ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellation);
            return new OkObjectResult(new { Id = id, Status = ended.RuntimeStatus.ToString(), Output = ended.SerializedOutput });
        }

        [Function("Payload")]
        public IActionResult Payload(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "payload/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client, string id)
            => new OkObjectResult(client.CreateHttpManagementPayload(id));

        [Function("Greet")]
        public async Task<string> Greet([OrchestrationTrigger] TaskOrchestrationContext context)
            => await context.CallActivityAsync<string>("Hello", context.GetInput<string>());

        [Function("Hello")]
        public string Hello([ActivityTrigger] string name) => $"Hello {name}";

        [Function("WithInput")]
        public static string WithInput([OrchestrationTrigger] TaskOrchestrationContext context, Input input, FunctionContext function)
            => $"{input.Name} {input.Count} {function.FunctionDefinition.Name}";

        [Function("Defaults")]
        public static async Task<string> Defaults([OrchestrationTrigger] TaskOrchestrationContext context, int input)
            => $"{input} {await context.CallActivityAsync<int>("Same")}";

        [Function("Same")]
        public int Same([ActivityTrigger] int number) => number;

        [Function("Introspect")]
        public async Task<string> Introspect([OrchestrationTrigger] TaskOrchestrationContext context) => await context.CallActivityAsync<string>("Examine");

        [Function("Examine")]
        public async Task<string> Examine(
            [ActivityTrigger] string? nothing, string instanceId, FunctionContext function, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
            => $"{instanceId} {(await client.GetInstanceAsync(instanceId, cancellation))!.RuntimeStatus} {function.FunctionDefinition.Name}";
    }
}
