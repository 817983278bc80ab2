using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Applications.Registry;

public sealed class ApplicationSnapshotsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeTimeProvider time = new();
    private readonly InMemoryApplicationStore store = new();
    private readonly ApplicationSnapshots snapshots;

    public ApplicationSnapshotsTests() =>
        snapshots = new(store, new BootstrapAdmin(Options.Create(new BootstrapOptions { BootstrapAdminSecret = "0123456789abcdef" })), time);

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1000)]
    [InlineData(3000)]
    [InlineData(4999)]
    public async Task A_change_is_seen_within_five_seconds_however_often_is_asked(int everyMilliseconds)
    {
        await AddAsync();
        await snapshots.FindAsync("orders", None);
        await store.ChangeAsync("orders", known => known with { Disabled = true }, None);
        long changed = time.GetTimestamp();

        bool active;
        do
        {
            time.Advance(TimeSpan.FromMilliseconds(everyMilliseconds));
            active = (await snapshots.FindAsync("orders", None))!.IsActive;
            (active && time.GetElapsedTime(changed) >= TimeSpan.FromSeconds(5)).Should().BeFalse();
        }
        while (active);
    }

    [Fact]
    public async Task Requests_of_one_moment_ask_the_store_once()
    {
        await AddAsync();
        await snapshots.FindAsync("orders", None);
        for (int request = 0; request < 1000; request++)
        {
            (await snapshots.FindAsync("orders", None)).Should().NotBeNull();
        }

        store.Finds.Should().Be(1);
    }

    [Fact]
    public async Task One_that_is_registered_later_is_found_soon()
    {
        (await snapshots.FindAsync("orders", None)).Should().BeNull();
        await AddAsync();
        time.Advance(TimeSpan.FromSeconds(5));

        (await snapshots.FindAsync("orders", None)).Should().NotBeNull();
    }

    [Fact]
    public async Task While_the_store_is_away_nothing_older_than_five_seconds_is_believed()
    {
        await AddAsync();
        await snapshots.FindAsync("orders", None);
        store.Away = true;

        time.Advance(TimeSpan.FromSeconds(3));
        (await snapshots.FindAsync("orders", None)).Should().NotBeNull();
        time.Advance(TimeSpan.FromSeconds(2));
        await FluentActions.Awaiting(() => snapshots.FindAsync("orders", None).AsTask()).Should().ThrowAsync<RecordsUnavailableException>();
    }

    [Fact]
    public async Task Client_admin_is_there_with_every_scope_whatever_the_store_says()
    {
        store.Away = true;

        RegisteredApplication admin = (await snapshots.FindAsync("admin", None))!;
        admin.Scopes.Should().Be(ScopeNames.Every);
        admin.Key(BootstrapAdmin.KeyId, time.GetUtcNow()).Should().NotBeNull();
    }

    private Task<bool> AddAsync() => store.AddAsync(new RegisteredApplication("orders", "Name", "ann@example.com", Scopes.NoticesRead, time.GetUtcNow()), None);
}
