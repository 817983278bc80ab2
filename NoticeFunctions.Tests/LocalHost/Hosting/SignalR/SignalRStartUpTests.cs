using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using NoticeFunctions.LocalHost.Hosting;

namespace NoticeFunctions.Tests.LocalHost.Hosting.SignalR;

/// <summary>What LocalHost's hub can't do stops the start, and so does what the real host refuses.</summary>
public sealed class SignalRStartUpTests
{
    [Theory]
    [InlineData(typeof(MethodOutput), "Function 'F' (*): its result: an HTTP function gives out through properties of a class, beside its [HttpResult].")]
    [InlineData(typeof(NoAnswer), "Function 'F' (*): property 'Message' of its result is an output; then one property must be the [HttpResult].")]
    [InlineData(typeof(OrchestratorOutput), "Function 'F' (*): property 'Message' of its result: an orchestrator can't give out anything*")]
    [InlineData(typeof(WrongOutput), "Function 'F' (*): property 'Message' of its result: [SignalROutput] takes SignalRMessageAction*not Int32.")]
    [InlineData(typeof(NoHub), "Function 'F' (*): its result: '' is no name of a hub*")]
    [InlineData(typeof(MissingSetting), "Function 'F' (*): its result: setting 'Absent' is missing.")]
    [InlineData(typeof(WrongInfo), "Function 'F' (*), parameter 'info': [SignalRConnectionInfoInput] binds SignalRConnectionInfo or string, not Int32.")]
    [InlineData(typeof(UnknownUser), "Function 'F' (*), parameter 'info': LocalHost knows no '{body.user}'*")]
    [InlineData(typeof(WithClaims), "Function 'F' (*), parameter 'info': LocalHost copies no claims*")]
    [InlineData(typeof(InfoOfNoRequest), "Function 'F' (*), parameter 'info': LocalHost binds [SignalRConnectionInfoInput] in HTTP functions only*")]
    [InlineData(typeof(WrongCategory), "Function 'F' (*), parameter 'context': 'things' is no category*")]
    [InlineData(typeof(WrongEvent), "Function 'F' (*), parameter 'context': 'came' is no event of a connection*")]
    [InlineData(typeof(WrongContext), "Function 'F' (*), parameter 'context': a SignalR trigger binds SignalRInvocationContext, not String.")]
    [InlineData(typeof(Unnamed), "Function 'F' (*), parameter 'text': nothing binds it*")]
    [InlineData(typeof(SameEvent), "Function 'G' (*), parameter 'context': function 'F' takes the same event.")]
    public async Task It_is_named(Type functions, string message)
    {
        Func<Task> start = async () => await (await TestHost.StartAsync([functions])).DisposeAsync();

        await start.Should().ThrowAsync<StartUpException>().WithMessage(message);
    }

    [Theory]
    [InlineData("AzureSignalRConnectionString")]
    [InlineData("Hub__Connection")]
    public async Task A_connection_string_of_the_service_is_refused_and_not_shown(string setting)
    {
        Type functions = setting.StartsWith("Hub", StringComparison.Ordinal) ? typeof(OwnSetting) : typeof(Listening);
        Func<Task> start = async () =>
            await (await TestHost.StartAsync([functions], settings: (setting, "Endpoint=https://x.service.signalr.net;AccessKey=secret;Version=1.0;"))).DisposeAsync();

        (await start.Should().ThrowAsync<StartUpException>().WithMessage($"Function 'F' (*)*: setting '{setting}' names a SignalR service; LocalHost serves its own hub only*<signalr>."))
            .Which.Message.Should().NotContain("secret");
    }

    [Fact]
    public async Task The_placeholder_means_LocalHosts_own_hub()
    {
        await using TestHost host = await TestHost.StartAsync([typeof(Listening)], settings: ("AzureSignalRConnectionString", "<signalr>"));

        host.Said.Should().Contain(line => line.Contains("F: signalRTrigger", StringComparison.Ordinal));
    }

    private sealed class Answer
    {
        [SignalROutput(HubName = "chat")]
        public SignalRMessageAction? Message { get; init; }
    }

    private sealed class Number
    {
        [SignalROutput(HubName = "chat")]
        public int Message { get; init; }
    }

    private static class MethodOutput
    {
        [Function("F")]
        [SignalROutput(HubName = "chat")]
        public static SignalRMessageAction Run([HttpTrigger] HttpRequest request) => new("t");
    }

    private static class NoAnswer
    {
        [Function("F")]
        public static Task<Answer> Run([HttpTrigger] HttpRequest request) => Task.FromResult(new Answer());
    }

    private static class OrchestratorOutput
    {
        [Function("F")]
        public static Answer Run([OrchestrationTrigger] TaskOrchestrationContext context) => new();
    }

    private static class WrongOutput
    {
        [Function("F")]
        public static Number Run([ActivityTrigger] string input) => new();
    }

    private static class NoHub
    {
        [Function("F")]
        [SignalROutput]
        public static SignalRMessageAction Run([ActivityTrigger] string input) => new("t");
    }

    private static class MissingSetting
    {
        [Function("F")]
        [SignalROutput(HubName = "%Absent%")]
        public static SignalRMessageAction Run([ActivityTrigger] string input) => new("t");
    }

    private static class WrongInfo
    {
        [Function("F")]
        public static int Run([HttpTrigger] HttpRequest request, [SignalRConnectionInfoInput(HubName = "chat")] int info) => info;
    }

    private static class UnknownUser
    {
        [Function("F")]
        public static string Run([HttpTrigger] HttpRequest request, [SignalRConnectionInfoInput(HubName = "chat", UserId = "{body.user}")] string info) => info;
    }

    private static class WithClaims
    {
        [Function("F")]
        public static string Run([HttpTrigger] HttpRequest request, [SignalRConnectionInfoInput(HubName = "chat", IdToken = "{headers.t}", ClaimTypeList = ["name"])] string info) => info;
    }

    private static class InfoOfNoRequest
    {
        [Function("F")]
        public static string Run([ActivityTrigger] string input, [SignalRConnectionInfoInput(HubName = "chat")] string info) => info;
    }

    private static class WrongCategory
    {
        [Function("F")]
        public static void Run([SignalRTrigger("chat", "things", "send")] SignalRInvocationContext context) => _ = context;
    }

    private static class WrongEvent
    {
        [Function("F")]
        public static void Run([SignalRTrigger("chat", "connections", "came")] SignalRInvocationContext context) => _ = context;
    }

    private static class WrongContext
    {
        [Function("F")]
        public static void Run([SignalRTrigger("chat", "messages", "send")] string context) => _ = context;
    }

    private static class Unnamed
    {
        [Function("F")]
        public static void Run([SignalRTrigger("chat", "messages", "send", "words")] SignalRInvocationContext context, string text) => _ = text;
    }

    private static class SameEvent
    {
        [Function("F")]
        public static void One([SignalRTrigger("chat", "messages", "send")] SignalRInvocationContext context) => _ = context;

        [Function("G")]
        public static void Two([SignalRTrigger("Chat", "Messages", "SEND")] SignalRInvocationContext context) => _ = context;
    }

    private static class Listening
    {
        [Function("F")]
        public static void Run([SignalRTrigger("chat", "messages", "send")] SignalRInvocationContext context) => _ = context;
    }

    private static class OwnSetting
    {
        [Function("F")]
        [SignalROutput(HubName = "chat", ConnectionStringSetting = "Hub__Connection")]
        public static SignalRMessageAction Run([ActivityTrigger] string input) => new("t");
    }
}
