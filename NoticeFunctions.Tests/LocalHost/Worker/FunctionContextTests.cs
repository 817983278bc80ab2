using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Worker;
using NSubstitute;

namespace NoticeFunctions.Tests.LocalHost.Worker;

public sealed class FunctionContextTests
{
    private readonly TestInvocation invocation = new();

    [Fact]
    public void An_HTTP_invocation_has_its_request()
    {
        DefaultHttpContext http = new();
        invocation.Items["HttpRequestContext"] = http;

        invocation.GetHttpContext().Should().BeSameAs(http);
    }

    [Fact]
    public void An_invocation_that_no_request_triggered_has_none() => invocation.GetHttpContext().Should().BeNull();

    [Fact]
    public void Middleware_reads_and_replaces_the_result()
    {
        IInvocationResultFeature feature = Substitute.For<IInvocationResultFeature>();
        feature.Result = "from the function";
        invocation.Features.Set(feature);

        invocation.GetInvocationResult().Value.Should().Be("from the function");
        invocation.GetInvocationResult<string>().Value = "from the middleware";

        feature.Result.Should().Be("from the middleware");
    }

    [Fact]
    public void A_result_read_as_another_type_is_refused()
    {
        IInvocationResultFeature feature = Substitute.For<IInvocationResultFeature>();
        feature.Result = 7;
        invocation.Features.Set(feature);

        Action read = () => _ = invocation.GetInvocationResult<string>().Value;

        read.Should().Throw<InvalidCastException>();
    }

    [Fact]
    public void A_context_without_a_result_says_so()
    {
        Action read = () => invocation.GetInvocationResult();

        read.Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Loggers_come_from_the_invocations_services()
    {
        ILoggerFactory loggers = Substitute.For<ILoggerFactory>();
        invocation.InstanceServices = new ServiceCollection().AddLogging().AddSingleton(loggers).BuildServiceProvider();

        _ = invocation.GetLogger("by name");
        _ = invocation.GetLogger<FunctionContextTests>();

        loggers.Received().CreateLogger("by name");
        loggers.Received().CreateLogger(typeof(FunctionContextTests).FullName!);
    }

    [Fact]
    public void An_invocation_is_cancelled_only_where_the_host_can_cancel_it() =>
        invocation.CancellationToken.CanBeCanceled.Should().BeFalse();
}
