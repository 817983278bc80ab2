using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Records;

public sealed class SnapshotsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeTimeProvider time = new();
    private readonly List<TaskCompletionSource<int>> reads = [];
    private readonly List<int> known = [];
    private readonly Snapshots<int> snapshots;

    public SnapshotsTests() => snapshots = new(
        (_, before) =>
        {
            known.Add(before);
            reads.Add(new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously));
            return reads[^1].Task;
        },
        time);

    [Fact]
    public async Task Those_who_ask_at_once_share_one_reading_and_the_next_is_told_what_was_read_before()
    {
        Task<int>[] askers = [.. Enumerable.Range(0, 100).Select(_ => snapshots.FindAsync("one", None).AsTask())];
        reads.Should().ContainSingle();
        reads[0].SetResult(7);
        (await Task.WhenAll(askers)).Should().OnlyContain(value => value == 7);

        time.Advance(TimeSpan.FromSeconds(4));
        Task<int> later = snapshots.FindAsync("one", None).AsTask();
        reads[1].SetResult(8);
        (await later).Should().Be(8);
        known.Should().Equal(0, 7);
    }

    [Fact]
    public async Task After_a_change_here_nobody_gets_what_was_read_before_it_or_was_on_its_way()
    {
        Task<int> early = snapshots.FindAsync("one", None).AsTask();
        snapshots.Outdate("one");
        Task<int> late = snapshots.FindAsync("one", None).AsTask();
        reads.Should().ContainSingle("one name is read by one at a time");

        reads[0].SetResult(7);
        (await early).Should().Be(7);
        await WaitForReadAsync(2);
        reads[1].SetResult(8);
        (await late).Should().Be(8);
        (await snapshots.FindAsync("one", None)).Should().Be(8);
        reads.Should().HaveCount(2);
    }

    [Fact]
    public async Task One_that_gives_up_does_not_end_the_others_wait_and_a_failed_reading_is_made_again()
    {
        using CancellationTokenSource patience = new();
        Task<int> impatient = snapshots.FindAsync("one", patience.Token).AsTask();
        Task<int> patient = snapshots.FindAsync("one", None).AsTask();
        await patience.CancelAsync();
        await FluentActions.Awaiting(() => impatient).Should().ThrowAsync<OperationCanceledException>();

        reads[0].SetException(new RecordsUnavailableException("away", new TimeoutException()));
        await FluentActions.Awaiting(() => patient).Should().ThrowAsync<RecordsUnavailableException>();
        Task<int> again = snapshots.FindAsync("one", None).AsTask();
        reads[1].SetResult(9);
        (await again).Should().Be(9);
    }

    private async Task WaitForReadAsync(int number)
    {
        while (reads.Count < number)
        {
            await Task.Yield();
        }
    }
}
