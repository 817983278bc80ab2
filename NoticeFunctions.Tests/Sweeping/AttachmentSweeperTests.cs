using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Notices;
using NoticeFunctions.Records.Attachments;
using NoticeFunctions.Sweeping;
using NoticeFunctions.Tests.Records.Contract;
using NoticeFunctions.Tests.Records.InMemory;

namespace NoticeFunctions.Tests.Sweeping;

public sealed class AttachmentSweeperTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Attachments_go_when_their_notices_record_is_gone_and_those_of_a_request_under_way_stay()
    {
        InMemoryAttachments attachments = new(time);
        InMemoryNoticeStore notices = new(time);
        Notice kept = Samples.Notice(1);
        await notices.ReserveAsync(kept, fingerprint: null, None);
        string[] names = [$"{kept.Application}/{kept.Id}/aa", $"{kept.Application}/{Samples.Notice(2).Id}/bb", "other/thing"];
        foreach (string name in names)
        {
            await attachments.KeepAsync(name, new StoredContent("text/plain", [1]), None);
        }

        time.Advance(TimeSpan.FromHours(2));
        string young = $"{kept.Application}/{Samples.Notice(3).Id}/cc";
        await attachments.KeepAsync(young, new StoredContent("text/plain", [1]), None);
        AttachmentSweeper sweeper = new(attachments, notices, time, NullLogger<AttachmentSweeper>.Instance);
        await sweeper.RunAsync(new TimerInfo(), None);

        attachments.Names.Should().BeEquivalentTo(names[0], names[2], young);
    }

    [Fact]
    public async Task While_the_records_are_away_nothing_is_taken_for_gone()
    {
        InMemoryAttachments attachments = new(time);
        await attachments.KeepAsync($"orders/{Samples.Notice(1).Id}/aa", new StoredContent("text/plain", [1]), None);
        time.Advance(TimeSpan.FromHours(2));
        await new AttachmentSweeper(attachments, new InMemoryNoticeStore(time) { Away = true }, time, NullLogger<AttachmentSweeper>.Instance).RunAsync(new TimerInfo(), None);

        attachments.Names.Should().ContainSingle();
    }
}
