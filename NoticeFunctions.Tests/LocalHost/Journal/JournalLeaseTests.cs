using System.Text;
using NoticeFunctions.LocalHost.Hosting.Durable;
using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.LocalHost.Journal;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.LocalHost.Journal;

public sealed class JournalLeaseTests(AzuriteServer azurite)
{
    private readonly JournalStores stores = new(azurite);

    [Fact]
    public async Task A_second_host_on_this_machine_is_refused_at_once_and_told_who_is_there()
    {
        await using AppendBlobJournalStore first = await stores.OpenAsync();

        await stores.Invoking(one => one.OpenAsync()).Should().ThrowAsync<JournalInUseException>()
            .WithMessage($"*in use by process {Environment.ProcessId} on this machine*");
        await AppendAsync(first, "goes on");
    }

    [Fact]
    public async Task The_host_after_one_that_ended_in_order_begins_at_once()
    {
        AppendBlobJournalStore first = await stores.OpenAsync(new Owners(Owners.Elsewhere));
        await first.DisposeAsync();

        await using AppendBlobJournalStore second = await stores.OpenAsync();

        stores.Log.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task The_lease_of_a_dead_host_of_this_machine_is_ended_at_once_and_that_host_can_write_no_more()
    {
        AppendBlobJournalStore dead = await stores.OpenAsync();
        await AppendAsync(dead, "one");

        await using AppendBlobJournalStore next = await stores.NewAsync(new Owners(new ProcessOwners().Self, isAlive: false));
        (await JournalStores.ReadAsync(next)).Should().Equal("one");
        await AppendAsync(next, "two");

        await dead.Invoking(one => AppendAsync(one, "late")).Should().ThrowAsync<JournalLostException>();
        await dead.DisposeAsync();
        await AppendAsync(next, "three");
        await next.DisposeAsync();
        (await stores.ReadAsync()).Should().Equal("one", "two", "three");
    }

    [Fact]
    public async Task A_host_that_lost_its_lease_cannot_go_on_to_a_new_segment_either()
    {
        stores.Options = stores.Options with { SegmentBlocks = 2 };
        AppendBlobJournalStore former = await stores.OpenAsync();
        await AppendAsync(former, "one");
        await using AppendBlobJournalStore next = await stores.OpenAsync(new Owners(new ProcessOwners().Self, isAlive: false));

        await former.Invoking(one => AppendAsync(one, "late")).Should().ThrowAsync<JournalLostException>();

        await AppendAsync(next, "two");
        await next.DisposeAsync();
        (await stores.ReadAsync()).Should().Equal("one", "two");
    }

    [Fact]
    public async Task A_host_that_writes_nothing_learns_from_the_renewal_that_it_has_lost_the_journal()
    {
        stores.Options = stores.Options with { RenewEvery = TimeSpan.FromMilliseconds(100) };
        await using AppendBlobJournalStore former = await stores.OpenAsync();
        await using AppendBlobJournalStore next = await stores.OpenAsync(new Owners(new ProcessOwners().Self, isAlive: false));

        (await former.Lost.WaitAsync(TimeSpan.FromSeconds(10))).Should().BeOfType<JournalLostException>();
        next.Lost.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task The_lease_of_a_host_on_another_machine_is_waited_for_and_that_is_said()
    {
        FaultyNetwork cut = stores.Network;
        stores.Options = stores.Options with { RenewEvery = TimeSpan.FromHours(1) };
        AppendBlobJournalStore elsewhere = await stores.OpenAsync(new Owners(Owners.Elsewhere));
        await AppendAsync(elsewhere, "one");

        await using AppendBlobJournalStore next = await stores.NewAsync();
        (await JournalStores.ReadAsync(next)).Should().Equal("one");

        stores.Log.Warnings.Should().Contain(line => line.Contains("leased by a host on machine another-machine (process 4711); waiting"));
        cut.IsDown.Should().BeFalse();
        await elsewhere.Invoking(one => AppendAsync(one, "late")).Should().ThrowAsync<JournalLostException>();
    }

    [Fact]
    public async Task A_host_on_another_machine_that_keeps_its_lease_is_told_as_an_error()
    {
        stores.Options = stores.Options with { RenewEvery = TimeSpan.FromSeconds(2) };
        await using AppendBlobJournalStore elsewhere = await stores.OpenAsync(new Owners(Owners.Elsewhere));

        await stores.Invoking(one => one.OpenAsync()).Should().ThrowAsync<JournalInUseException>()
            .WithMessage("*in use by a host on machine 'another-machine' (process 4711), which keeps renewing*");
    }

    [Fact]
    public void A_process_is_told_from_a_later_one_and_from_one_of_another_machine()
    {
        ProcessOwners owners = new();

        owners.IsAlive(owners.Self).Should().BeTrue();
        owners.IsAlive(owners.Self with { Started = "1" }).Should().BeFalse("another process has its number now");
        owners.IsAlive(owners.Self with { Boot = "before" }).Should().BeFalse("the machine was started again");
        owners.IsAlive(owners.Self with { Machine = "other" }).Should().BeNull();
        owners.IsAlive(JournalOwner.FromMetadata(new Dictionary<string, string>())).Should().BeNull();
        JournalOwner.FromMetadata(owners.Self.ToMetadata()).Should().Be(owners.Self);
        ProcessStamp.Of(Environment.ProcessId).Should().Contain(owners.Self.Started);
    }

    private static Task AppendAsync(AppendBlobJournalStore store, string batch) => store.AppendAsync(Encoding.UTF8.GetBytes(batch), CancellationToken.None);
}
