using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Orchestration;

namespace NoticeFunctions.Tests.Orchestration;

public sealed class SlowLaneTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task What_goes_on_after_waiting_is_still_in_the_lane()
    {
        SlowLane lane = new(TimeProvider.System);

        (TaskScheduler first, TaskScheduler then) = await lane.RunAsync(async () =>
        {
            TaskScheduler before = TaskScheduler.Current;
            await Task.Yield();
            return (before, TaskScheduler.Current);
        });

        Assert.Same(lane, first);
        Assert.Same(lane, then);
    }

    [Fact]
    public async Task After_long_work_the_next_waits_for_as_long_as_the_work_took()
    {
        SlowLane lane = new(time);
        TimeSpan work = TimeSpan.FromMilliseconds(400);
        DateTimeOffset ended = await lane.RunAsync(() =>
        {
            time.Advance(work);
            return Task.FromResult(time.GetUtcNow());
        });

        Task<DateTimeOffset> next = lane.RunAsync(() => Task.FromResult(time.GetUtcNow()));
        while (!next.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        Assert.True(await next - ended >= work);
    }

    [Fact]
    public async Task One_piece_of_work_runs_at_a_time()
    {
        SlowLane lane = new(TimeProvider.System);
        int running = 0;
        int most = 0;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => lane.RunAsync(async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            Thread.SpinWait(10_000);
            Interlocked.Decrement(ref running);
            await Task.Yield();
            return 0;
        })));

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_failure_is_the_callers()
    {
        SlowLane lane = new(TimeProvider.System);

        await Assert.ThrowsAsync<FormatException>(() => lane.RunAsync<int>(() => throw new FormatException()));

        Assert.Equal(3, await lane.RunAsync(() => Task.FromResult(3)));
    }
}
