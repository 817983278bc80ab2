using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Invocation;

public sealed class MiddlewareTests
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task A_middleware_may_refuse_a_request_itself_and_the_function_does_not_run()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>(builder => builder.UseWhen<Guard>(IsHttp));

        using HttpResponseMessage refused = await host.Http.GetAsync("who");
        using HttpRequestMessage known = new(HttpMethod.Get, new Uri("who", UriKind.Relative));
        known.Headers.Add("x-name", "ann");
        using HttpResponseMessage answered = await host.Http.SendAsync(known);

        refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await refused.Content.ReadAsStringAsync()).Should().Be("who are you?");
        (await answered.Content.ReadAsStringAsync()).Should().Be("ann");
    }

    [Fact]
    public async Task A_middleware_may_turn_an_exception_into_an_answer()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>(builder => builder.UseMiddleware(async (context, next) =>
        {
            try
            {
                await next();
            }
            catch (NotSupportedException e)
            {
                context.GetHttpContext()!.Response.StatusCode = 409;
                await context.GetHttpContext()!.Response.WriteAsync(e.Message);
            }
        }));

        using HttpResponseMessage answer = await host.Http.GetAsync("throws");

        answer.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).Should().Be("not here");
    }

    [Fact]
    public async Task Middleware_runs_in_the_order_in_which_it_was_put_on()
    {
        List<string> order = [];
        await using TestHost host = await TestHost.StartAsync<Functions>(builder =>
        {
            builder.UseMiddleware(async (_, next) =>
            {
                order.Add("first in");
                await next();
                order.Add("first out");
            });
            builder.UseMiddleware(async (_, next) =>
            {
                order.Add("second in");
                await next();
                order.Add("second out");
            });
        });

        await host.Http.GetAsync("describe/7");

        order.Should().Equal("first in", "second in", "second out", "first out");
    }

    [Fact]
    public async Task UseWhen_leaves_other_invocations_alone()
    {
        int count = 0;
        await using TestHost host = await TestHost.StartAsync<Functions>(builder => builder.UseWhen(
            context => context.FunctionDefinition.Name == "Other",
            (_, next) =>
            {
                count++;
                return next();
            }));

        (await host.Http.GetAsync("describe/7")).EnsureSuccessStatusCode();

        count.Should().Be(0);
    }

    [Fact]
    public async Task A_middleware_may_replace_the_result()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>(builder => builder.UseMiddleware(async (context, next) =>
        {
            await next();
            context.GetInvocationResult().Value = new StatusCodeResult(206);
        }));

        (await host.Http.GetAsync("describe/7")).StatusCode.Should().Be(HttpStatusCode.PartialContent);
    }

    [Fact]
    public async Task The_context_tells_function_invocation_binding_data_and_trace()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>(builder => builder.UseMiddleware((context, next) =>
        {
            context.Items["from"] = "middleware";
            return next();
        }));
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("describe/7?colour=red", UriKind.Relative));
        request.Headers.Add("traceparent", Trace);

        string[] told = (await (await host.Http.SendAsync(request)).Content.ReadAsStringAsync()).Split('|');

        told[0].Should().Be("Describe");
        Guid.TryParse(told[1], out _).Should().BeTrue();
        told[2..].Should().Equal("7", "red", Trace, "middleware", typeof(Functions).FullName + ".Describe");
    }

    [Fact]
    public async Task Each_invocation_has_a_scope_of_its_own_that_function_and_middleware_share()
    {
        List<Scoped> seen = [];
        await using TestHost host = await TestHost.StartAsync<Functions>(builder =>
        {
            builder.Services.AddScoped<Scoped>();
            builder.UseMiddleware((context, next) =>
            {
                seen.Add(context.InstanceServices.GetRequiredService<Scoped>());
                return next();
            });
        });

        string first = await host.Http.GetStringAsync("injected");
        string second = await host.Http.GetStringAsync("injected");

        seen.Select(s => s.Id.ToString()).Should().Equal(first, second);
        first.Should().NotBe(second);

        // The answer is on its way before the scope ends.
        await Task.WhenAll(seen.Select(s => s.Disposed)).WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static bool IsHttp(FunctionContext context) => context.FunctionDefinition.InputBindings.Values.Any(b => b.Type == "httpTrigger");

    public sealed class Scoped : IDisposable
    {
        private readonly TaskCompletionSource disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Guid Id { get; } = Guid.NewGuid();

        public Task Disposed => disposed.Task;

        public void Dispose() => disposed.TrySetResult();
    }

    public sealed class Guard : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            HttpContext http = context.GetHttpContext()!;
            if (http.Request.Headers.ContainsKey("x-name"))
            {
                await next(context);
                return;
            }

            http.Response.StatusCode = 401;
            await http.Response.WriteAsync("who are you?");
        }
    }

    public sealed class Functions
    {
        [Function("Who")]
        public string Who([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "who")] HttpRequest request) => request.Headers["x-name"].ToString();

        [Function("Throws")]
        public IActionResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws")] HttpRequest request) => throw new NotSupportedException("not here");

        [Function("Describe")]
        public string Describe([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "describe/{number:int}")] HttpRequest request, FunctionContext context)
            => string.Join('|', context.FunctionDefinition.Name, context.InvocationId, context.BindingContext.BindingData["number"], context.BindingContext.BindingData.GetValueOrDefault("colour"),
                context.TraceContext.TraceParent, context.Items.TryGetValue("from", out object? from) ? from : "", context.FunctionDefinition.EntryPoint);

        [Function("Injected")]
        public string Injected([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "injected")] HttpRequest request, FunctionContext context)
            => context.InstanceServices.GetRequiredService<Scoped>().Id.ToString();
    }
}
