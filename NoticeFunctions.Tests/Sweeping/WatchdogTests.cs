using System.Diagnostics.Metrics;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NoticeFunctions.Controls;
using NoticeFunctions.Notices;
using NoticeFunctions.Sweeping;
using NoticeFunctions.Telemetry;
using NoticeFunctions.Tests.Orchestration;

namespace NoticeFunctions.Tests.Sweeping;

public sealed class WatchdogTests
{
    [Fact]
    public async Task A_cycle_whose_orchestration_is_gone_is_told_of_and_goes_on_where_it_stopped()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Every: "PT1H", Count: 5));
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(90));
        await harness.Engine.Client.TerminateInstanceAsync(notice.Id, null, CancellationToken.None);
        await harness.Engine.Engine.WhenIdleAsync();
        await harness.Engine.Client.PurgeInstanceAsync(notice.Id, null, CancellationToken.None);
        harness.Time.Advance(TimeSpan.FromMinutes(34));
        (await LookAsync(harness)).Should().Be(0, "it is not long overdue");
        harness.Time.Advance(TimeSpan.FromMinutes(2));

        (await LookAsync(harness)).Should().Be(1);
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.Delivery.Occurrence).Should().Equal(1, 2, 3, 4, 5);
        (await LookAsync(harness)).Should().Be(0);
    }

    [Fact]
    public async Task What_waits_what_is_held_and_what_has_ended_is_not_overdue()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        await harness.PostAsync(new NoticeSchedule(Delay: "P1D"));
        Notice held = await harness.PostAsync(new NoticeSchedule(Delay: "PT1H"));
        await harness.PostAsync();
        await harness.ControlAsync(held, ControlKind.Pause);
        await harness.Engine.AdvanceAsync(TimeSpan.FromHours(2));

        (await LookAsync(harness)).Should().Be(0);
        harness.Provider.Taken.Should().ContainSingle();
    }

    /// <summary>What the metric says after the watchdog's look.</summary>
    private static async Task<long> LookAsync(NoticeHarness harness)
    {
        await using ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        IMeterFactory meters = services.GetRequiredService<IMeterFactory>();
        long? said = null;
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name == "notice.overdue")
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => said = value);
        listener.Start();
        using NoticeMetrics metrics = new(meters);
        await new Watchdog(harness.Store, harness.Starter, harness.Waker, metrics, NullLogger<Watchdog>.Instance)
            .RunAsync(new(), harness.Engine.Client, CancellationToken.None);
        await harness.Engine.Engine.WhenIdleAsync();
        return said!.Value;
    }
}
