using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Tests.Support;
using NSubstitute;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace NoticeFunctions.Tests.LocalHost.Worker;

[Collection<Spans>]
public sealed class TelemetryTests
{
    [Fact]
    public void A_metric_is_one_log_record_with_its_name_value_and_properties()
    {
        ILogger logger = Substitute.For<ILogger>();

        logger.LogMetric("queued", 4.5, new Dictionary<string, object> { ["channel"] = "email" });

        object?[] record = logger.ReceivedCalls().Single().GetArguments();
        record[0].Should().Be(LogLevel.Information);
        record[2].Should().BeEquivalentTo(new Dictionary<string, object> { ["Name"] = "queued", ["Value"] = 4.5, ["channel"] = "email" });
    }

    [Fact]
    public void Telemetry_names_the_app_and_its_process()
    {
        Dictionary<string, object> facts = new(new FunctionsResourceDetector().Detect().Attributes);

        facts.Should().ContainKeys("service.name", "service.version").And.Contain("process.pid", (long)Environment.ProcessId);
    }

    [Fact]
    public void The_workers_defaults_listen_to_invocations()
    {
        using System.Diagnostics.ActivitySource invocations = new("Microsoft.Azure.Functions.Worker");
        ServiceCollection services = new();
        services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
        using ServiceProvider provider = services.BuildServiceProvider();
        invocations.HasListeners().Should().BeFalse();

        _ = provider.GetRequiredService<TracerProvider>();

        invocations.HasListeners().Should().BeTrue();
    }
}
