using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Keys;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Applications.Registry;

/// <summary>What every store of applications must do.</summary>
public abstract class ApplicationStoreContract
{
    private protected static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private protected abstract Task<IApplicationStore> OpenAsync();

    [Fact]
    public async Task An_application_is_found_as_it_was_registered()
    {
        IApplicationStore store = await OpenAsync();
        RegisteredApplication orders = One("orders") with
        {
            Rules = new ApplicationRules { Channels = [Channel.Email, Channel.WebSocket], Senders = ["orders@example.com"], NoticesPerMinute = 0, PendingNotices = 5 },
            Keys =
            [
                new ApplicationKey("first", Start) { SecretHash = [1, 2, 3], NotBefore = Start, Expires = Start.AddDays(1) },
                new ApplicationKey("second", Start) { Jwk = new ClientJwk("EC") { Crv = "P-256", X = "AQ", Y = "Ag" } },
            ],
        };

        (await store.AddAsync(orders, None)).Should().BeTrue();
        (await store.FindAsync("orders", None)).Should().BeEquivalentTo(orders);
        (await store.FindAsync("billing", None)).Should().BeNull();
    }

    [Fact]
    public async Task An_id_is_given_once()
    {
        IApplicationStore store = await OpenAsync();
        await store.AddAsync(One("orders"), None);

        (await store.AddAsync(One("orders") with { Name = "Another" }, None)).Should().BeFalse();
        (await store.FindAsync("orders", None))!.Name.Should().Be("Name");
        (await store.ListAsync(10, continuation: null, None)).Items.Should().ContainSingle();
    }

    [Fact]
    public async Task A_deleted_one_is_gone_and_its_id_stays_taken()
    {
        IApplicationStore store = await OpenAsync();
        await store.AddAsync(One("orders"), None);
        (await store.ChangeAsync("orders", known => known.Delete(Start), None))!.Deleted.Should().BeTrue();

        (await store.FindAsync("orders", None)).Should().BeNull();
        (await store.ChangeAsync("orders", WithKey("late"), None)).Should().BeNull();
        (await store.AddAsync(One("orders"), None)).Should().BeFalse("whoever came next under it would see its notices");
        (await store.FindAsync("orders", None)).Should().BeNull();
        (await store.ListAsync(10, continuation: null, None)).Items.Should().BeEmpty();
    }

    [Fact]
    public async Task A_change_is_of_what_stands_there_and_is_answered()
    {
        IApplicationStore store = await OpenAsync();
        await store.AddAsync(One("orders"), None);
        await store.ChangeAsync("orders", WithKey("first"), None);

        (await store.ChangeAsync("orders", WithKey("second"), None))!.Keys.Select(key => key.Id).Should().Equal("first", "second");
        (await store.FindAsync("orders", None))!.Keys.Select(key => key.Id).Should().Equal("first", "second");
        (await store.ChangeAsync("orders", known => known, None))!.Keys.Should().HaveCount(2);
        (await store.ChangeAsync("billing", WithKey("first"), None)).Should().BeNull();
    }

    [Fact]
    public async Task Pages_hold_every_application_once_the_latest_first()
    {
        IApplicationStore store = await OpenAsync();
        for (int number = 0; number < 12; number++)
        {
            // Some of them within one millisecond.
            await store.AddAsync(One($"app-{number:00}") with { Created = Start.AddMilliseconds(number / 5) }, None);
        }

        await store.ChangeAsync("app-07", known => known.Delete(Start), None);
        List<string> ids = [];
        string? continuation = null;
        do
        {
            Page<RegisteredApplication> page = await store.ListAsync(2, continuation, None);
            page.Items.Count.Should().BeLessThanOrEqualTo(2);
            ids.AddRange(page.Items.Select(one => one.Id));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        ids.Should().Equal(Enumerable.Range(0, 12).Reverse().Where(number => number != 7).Select(number => $"app-{number:00}"));
    }

    [Fact]
    public async Task A_continuation_that_was_never_given_is_refused()
    {
        IApplicationStore store = await OpenAsync();

        await store.Invoking(one => one.ListAsync(1, "nonsense", None)).Should().ThrowAsync<InvalidContinuationException>();
    }

    private protected static RegisteredApplication One(string id) => new(id, "Name", "ann@example.com", Scopes.NoticesRead | Scopes.NoticesWrite, Start);

    private protected static Func<RegisteredApplication, RegisteredApplication> WithKey(string id) =>
        known => known with { Keys = [.. known.Keys, new ApplicationKey(id, Start)] };
}
