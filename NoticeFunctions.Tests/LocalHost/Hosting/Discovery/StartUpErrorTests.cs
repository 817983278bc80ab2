using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NoticeFunctions.LocalHost.Hosting;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Discovery;

/// <summary>What the real host or its SDK refuses stops the start, and the message names function and parameter.</summary>
public sealed class StartUpErrorTests
{
    [Theory]
    [InlineData(typeof(NoTrigger), "Function 'F' (*NoTrigger.Run): no parameter has a trigger attribute.")]
    [InlineData(typeof(TwoTriggers), "Function 'F' (*), parameter 'timer': a second trigger*")]
    [InlineData(typeof(SameName), "Function '?' (*): the name is also that of *SameName.*")]
    [InlineData(typeof(Unbound), "Function 'F' (*), parameter 'stray': nothing binds it*")]
    [InlineData(typeof(ByReference), "Function 'F' (*), parameter 'request': in, out and ref*")]
    [InlineData(typeof(WrongClient), "Function 'F' (*), parameter 'client': [DurableClient] binds DurableTaskClient, not String.")]
    [InlineData(typeof(UnknownInput), "Function 'F' (*), parameter 'input': LocalHost has no input binding OtherInputAttribute.")]
    [InlineData(typeof(ClientInOrchestrator), "Function 'F' (*), parameter 'client': an orchestrator can't use a client*")]
    [InlineData(typeof(WrongRequest), "Function 'F' (*), parameter 'request': an HTTP trigger binds HttpRequest, not String.")]
    [InlineData(typeof(WrongActivityInput), "Function 'F' (*), parameter 'input': an activity's input travels as JSON*")]
    [InlineData(typeof(WrongTimer), "Function 'F' (*), parameter 'timer': a timer trigger binds TimerInfo*")]
    [InlineData(typeof(TwoInputs), "Function 'F' (*), parameter 'two': nothing binds it: an orchestrator has one input.")]
    [InlineData(typeof(MethodOutput), "Function 'F' (*): LocalHost has no output binding OtherOutputAttribute.")]
    [InlineData(typeof(OutputWithoutResult), "Function 'F' (*): property 'Other' of its result is an output; then one property must be the [HttpResult].")]
    [InlineData(typeof(RootRoute), "Function 'F' (*): route '/' makes every HTTP function of the app time out*")]
    [InlineData(typeof(ReservedRoute), "Function 'F' (*): routes below 'admin' are the host's own.")]
    [InlineData(typeof(BrokenRoute), "Function 'F' (*): route 'a/{b': *")]
    [InlineData(typeof(QueryAlias), "Function 'F' (*), parameter 'word': the real worker binds by the parameter's own name, not by 'w'.")]
    [InlineData(typeof(UnreadableText), "Function 'F' (*), parameter 'id': text from route or query can't be read as Object.")]
    [InlineData(typeof(SameUrl), "Function 'Second' (*): some URL matches its route 'a/{id}' and 'a/{*rest}' of function 'First'*")]
    [InlineData(typeof(HiddenMethod), "Function 'F' (*): a function is a public method*")]
    [InlineData(typeof(BrokenSchedule), "Function 'F' (*), parameter 'timer': 'whenever' is neither an NCRONTAB expression*")]
    [InlineData(typeof(MissingSchedule), "Function 'F' (*), parameter 'timer': setting 'Absent', which its schedule names, is missing.")]
    public async Task It_is_named(Type functions, string message)
    {
        Func<Task> start = async () => await (await TestHost.StartAsync([functions])).DisposeAsync();

        (await start.Should().ThrowAsync<StartUpException>().WithMessage(message))
            .Which.Message.Should().NotContain("\n");
    }

    [Fact]
    public async Task An_HTTP_function_of_an_app_that_has_not_asked_for_the_HTTP_model_is_named()
    {
        Func<Task> start = async () => await (await TestHost.StartAsync([typeof(DifferentMethods)], webApplication: false)).DisposeAsync();

        await start.Should().ThrowAsync<StartUpException>()
            .WithMessage("Function * (*DifferentMethods.*), parameter 'request': the worker binds HttpRequest only where Program.cs calls builder.ConfigureFunctionsWebApplication().");
    }

    [Fact]
    public async Task Two_functions_of_one_URL_but_different_methods_are_fine()
    {
        await using TestHost host = await TestHost.StartAsync([typeof(DifferentMethods)]);

        (await host.Http.GetStringAsync("a/b")).Should().Be("get");
        (await (await host.Http.PostAsync("a/b", null)).Content.ReadAsStringAsync()).Should().Be("post");
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    private sealed class OtherInputAttribute : InputBindingAttribute;

    [AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
    private sealed class OtherOutputAttribute : OutputBindingAttribute;

    private static class NoTrigger
    {
        [Function("F")]
        public static string Run(string text) => text;
    }

    private static class TwoTriggers
    {
        [Function("F")]
        public static void Run([HttpTrigger] HttpRequest request, [TimerTrigger("0 * * * * *")] TimerInfo timer) => _ = (request, timer);
    }

    private static class SameName
    {
        [Function("f")]
        public static int One([ActivityTrigger] int input) => input;

        [Function("F")]
        public static int Two([ActivityTrigger] int input) => input;
    }

    private static class Unbound
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{id}")] HttpRequest request, string id, string stray) => id + stray;
    }

    private static class ByReference
    {
        [Function("F")]
        public static void Run([HttpTrigger] in HttpRequest request) => _ = request;
    }

    private static class WrongClient
    {
        [Function("F")]
        public static string Run([HttpTrigger] HttpRequest request, [DurableClient] string client) => client;
    }

    private static class UnknownInput
    {
        [Function("F")]
        public static string Run([HttpTrigger] HttpRequest request, [OtherInput] string input) => input;
    }

    private static class ClientInOrchestrator
    {
        [Function("F")]
        public static string Run([OrchestrationTrigger] TaskOrchestrationContext context, [DurableClient] DurableTaskClient client) => client.Name;
    }

    private static class WrongRequest
    {
        [Function("F")]
        public static string Run([HttpTrigger] string request) => request;
    }

    private static class WrongActivityInput
    {
        [Function("F")]
        public static void Run([ActivityTrigger] Action input) => input();
    }

    private static class WrongTimer
    {
        [Function("F")]
        public static int Run([TimerTrigger("0 * * * * *")] int timer) => timer;
    }

    private static class TwoInputs
    {
        [Function("F")]
        public static string Run([OrchestrationTrigger] TaskOrchestrationContext context, string one, string two) => one + two;
    }

    private static class MethodOutput
    {
        [Function("F")]
        [OtherOutput]
        public static string Run([HttpTrigger] HttpRequest request) => "";
    }

    private sealed class Answer
    {
        [OtherOutput]
        public string Other { get; } = "";
    }

    private static class OutputWithoutResult
    {
        [Function("F")]
        public static Answer Run([HttpTrigger] HttpRequest request) => new();
    }

    private static class RootRoute
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "/")] HttpRequest request) => "";
    }

    private static class ReservedRoute
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "admin/mine")] HttpRequest request) => "";
    }

    private static class BrokenRoute
    {
        [Function("F")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b")] HttpRequest request) => "";
    }

    private static class QueryAlias
    {
        [Function("F")]
        public static string Run([HttpTrigger] HttpRequest request, [FromQuery(Name = "w")] string word) => word;
    }

    private static class UnreadableText
    {
        [Function("F")]
        public static object Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{id}")] HttpRequest request, object id) => id;
    }

    private static class SameUrl
    {
        [Function("First")]
        public static string One([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "a/{*rest}")] HttpRequest request) => "";

        [Function("Second")]
        public static string Two([HttpTrigger(AuthorizationLevel.Anonymous, "GET", Route = "a/{id}")] HttpRequest request) => "";
    }

    private static class HiddenMethod
    {
        [Function("F")]
        internal static string Run([HttpTrigger] HttpRequest request) => "";
    }

    private static class BrokenSchedule
    {
        [Function("F")]
        public static void Run([TimerTrigger("whenever")] TimerInfo timer) => _ = timer;
    }

    private static class MissingSchedule
    {
        [Function("F")]
        public static void Run([TimerTrigger("%Absent%")] TimerInfo timer) => _ = timer;
    }

    private static class DifferentMethods
    {
        [Function("Get")]
        public static string Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "a/{id}")] HttpRequest request) => "get";

        [Function("Post")]
        public static string Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "a/b")] HttpRequest request) => "post";
    }
}
