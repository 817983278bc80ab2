using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace NoticeFunctions.Tests.LocalHost.Worker;

public sealed class MiddlewareTests
{
    private readonly List<string> ran = [];
    private readonly TestBuilder builder = new();

    [Fact]
    public async Task What_is_put_on_first_runs_outermost()
    {
        builder.UseMiddleware(Named("first")).UseMiddleware(Named("second"));

        await RunAsync();

        ran.Should().Equal("first in", "second in", "function", "second out", "first out");
    }

    [Fact]
    public async Task Middleware_runs_only_when_its_condition_holds()
    {
        bool wanted = false;
        builder.UseWhen(_ => wanted, Named("sometimes"));

        await RunAsync();
        wanted = true;
        await RunAsync();

        ran.Should().Equal("function", "sometimes in", "function", "sometimes out");
    }

    [Fact]
    public async Task A_middleware_that_does_not_go_on_keeps_the_function_from_running()
    {
        builder.UseMiddleware((_, _) => Task.CompletedTask);

        await RunAsync();

        ran.Should().BeEmpty();
    }

    [Fact]
    public async Task A_middleware_type_is_one_instance_for_all_invocations()
    {
        builder.Services.AddSingleton(ran);
        builder.UseMiddleware<Counting>();

        await RunAsync();
        await RunAsync();

        ran.Should().Equal("call 1", "function", "call 2", "function");
    }

    [Fact]
    public async Task A_middleware_that_is_a_service_already_is_taken_as_it_is()
    {
        builder.Services.AddSingleton(new Counting(ran) { Calls = 10 });
        builder.UseWhen<Counting>(_ => true);

        await RunAsync();

        ran.Should().Equal("call 11", "function");
    }

    private Func<FunctionContext, Func<Task>, Task> Named(string name) => async (_, next) =>
    {
        ran.Add(name + " in");
        await next();
        ran.Add(name + " out");
    };

    private Task RunAsync()
    {
        FunctionExecutionDelegate pipeline = builder.Steps.AsEnumerable().Reverse().Aggregate(
            (FunctionExecutionDelegate)(_ =>
            {
                ran.Add("function");
                return Task.CompletedTask;
            }),
            (next, step) => step(next));
        return pipeline(new TestInvocation { InstanceServices = builder.Provider });
    }

    private sealed class Counting(List<string> ran) : IFunctionsWorkerMiddleware
    {
        public int Calls { get; set; }

        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            ran.Add($"call {++Calls}");
            return next(context);
        }
    }

    private sealed class TestBuilder : IFunctionsWorkerApplicationBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();

        public IServiceProvider Provider => field ??= Services.BuildServiceProvider();

        public List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> Steps { get; } = [];

        public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
        {
            Steps.Add(middleware);
            return this;
        }
    }
}
