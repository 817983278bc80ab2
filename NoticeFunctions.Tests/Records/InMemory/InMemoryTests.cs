using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Tests.Records.Contract;

namespace NoticeFunctions.Tests.Records.InMemory;

public sealed class InMemoryNoticeStoreTests : NoticeStoreContract
{
    private protected override Task<RecordsHarness> OpenAsync() => Task.FromResult<RecordsHarness>(new InMemoryHarness());
}

public sealed class InMemorySandboxTests : SandboxContract
{
    private protected override Task<RecordsHarness> OpenAsync() => Task.FromResult<RecordsHarness>(new InMemoryHarness());
}

internal sealed class InMemoryHarness : RecordsHarness
{
    private readonly InMemoryNoticeStore store;

    public InMemoryHarness() => store = new(Time);

    public override INoticeStore Store => store;

    public override ISandbox Sandbox { get; } = new InMemorySandbox();

    public override Task<TimeSpan?> RemainingAsync(Notice notice) => Task.FromResult(store.RemainingOf(notice.Key));

    public override Task<TimeSpan?> RemainingAsync(Notice notice, Delivery delivery) => Task.FromResult(store.RemainingOf(notice, delivery));

    public override Task ForgetAsync(Notice notice)
    {
        Time.Advance(TimeSpan.FromDays(30));
        return Task.CompletedTask;
    }
}
