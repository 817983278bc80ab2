using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Records.Contract;

/// <summary>What every sandbox must do.</summary>
public abstract class SandboxContract
{
    private static readonly CancellationToken None = CancellationToken.None;

    private protected abstract Task<RecordsHarness> OpenAsync();

    [Fact]
    public async Task What_was_taken_last_comes_first()
    {
        ISandbox sandbox = (await OpenAsync()).Sandbox;
        await sandbox.AddAsync("orders", [Item(1), Item(2)], None);
        await sandbox.AddAsync("orders", [Item(3)], None);

        Page<SandboxItem> page = await sandbox.ListAsync("orders", 10, null, None);

        page.Items.Should().BeEquivalentTo([Item(3), Item(2), Item(1)], options => options.WithStrictOrdering());
        page.Continuation.Should().BeNull();
        (await sandbox.ListAsync("billing", 10, null, None)).Items.Should().BeEmpty("another application's is its own");
    }

    [Fact]
    public async Task Pages_hold_every_message_once_though_new_ones_arrive()
    {
        ISandbox sandbox = (await OpenAsync()).Sandbox;
        await sandbox.AddAsync("orders", [.. Enumerable.Range(1, 10).Select(Item)], None);
        List<string> ids = [];
        string? continuation = null;
        do
        {
            Page<SandboxItem> page = await sandbox.ListAsync("orders", 3, continuation, None);
            ids.AddRange(page.Items.Select(item => item.DeliveryId));
            continuation = page.Continuation;
            await sandbox.AddAsync("orders", [Item(100 + ids.Count)], None);
        }
        while (continuation is not null);

        ids.Should().Equal(Enumerable.Range(1, 10).Reverse().Select(number => Item(number).DeliveryId));
    }

    [Fact]
    public async Task Only_the_latest_thousand_are_kept()
    {
        ISandbox sandbox = (await OpenAsync()).Sandbox;
        await sandbox.AddAsync("orders", [.. Enumerable.Range(1, 1100).Select(Item)], None);
        int count = 0;
        string? continuation = null;
        do
        {
            Page<SandboxItem> page = await sandbox.ListAsync("orders", 200, continuation, None);
            count += page.Items.Count;
            continuation = page.Continuation;
        }
        while (continuation is not null);

        count.Should().Be(1000);
    }

    [Fact]
    public async Task A_continuation_that_was_never_given_is_refused()
    {
        ISandbox sandbox = (await OpenAsync()).Sandbox;
        await sandbox.AddAsync("orders", [Item(1)], None);

        await sandbox.Invoking(box => box.ListAsync("orders", 1, "nonsense", None)).Should().ThrowAsync<InvalidContinuationException>();
    }

    private static SandboxItem Item(int number) => new(
        $"0123456789abcdef0123456789abcdef-{number}-email-0",
        Channel.Email,
        "ann@example.com",
        "Title",
        new NoticeContent("Text"),
        new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(number));
}
