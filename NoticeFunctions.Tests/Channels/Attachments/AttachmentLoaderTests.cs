using Microsoft.AspNetCore.Http;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Attachments;
using NoticeFunctions.Notices;
using NoticeFunctions.Records.Attachments;
using NoticeFunctions.Tests.Records.InMemory;

namespace NoticeFunctions.Tests.Channels.Attachments;

public sealed class AttachmentLoaderTests
{
    private static readonly DateTimeOffset Created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly NoticeAttachment Inline = new("a.txt", "text/plain", 3, "aaaa");

    private static Notice With(params NoticeAttachment[] attachments) => new(
        "orders", new string('a', 32), "Title", new NoticeContent("Text"), [new Recipient(Email: "ann@example.com")], [Channel.Email], null, Priority.Normal, null, null, Created, Created, null)
    {
        Attachments = attachments.Length == 0 ? null : attachments,
    };

    [Fact]
    public async Task What_came_with_a_notice_is_there_when_it_is_delivered()
    {
        InMemoryAttachments store = new(TimeProvider.System);
        using AttachmentLoader loader = new(store, FileStub.Fetcher());
        AttachedFile file = new("a.txt", "text/plain", [1, 2, 3]);
        Notice notice = With(Inline);
        await loader.KeepAsync(notice with { Files = [file] }, CancellationToken.None);
        using LoadedNotice loaded = await loader.LoadAsync(notice, Channel.Email, CancellationToken.None);

        store.Names.Should().Equal($"orders/{notice.Id}/aaaa");
        loaded.Failure.Should().BeNull();
        loaded.Notice.Files.Should().BeEquivalentTo([file]);
    }

    [Fact]
    public async Task A_URL_is_fetched_once_and_kept_for_every_delivery_after_it()
    {
        await using FileStub stub = await FileStub.StartAsync(http => http.Response.WriteAsync("terms"));
        using AttachmentLoader loader = new(new InMemoryAttachments(TimeProvider.System), FileStub.Fetcher());
        Notice notice = With(new NoticeAttachment("terms.txt", Url: stub.Url));
        for (int delivery = 0; delivery < 3; delivery++)
        {
            using LoadedNotice loaded = await loader.LoadAsync(notice, Channel.Email, CancellationToken.None);
            loaded.Notice.Files.Single().Content.Should().Equal("terms"u8.ToArray());
        }

        stub.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_fetch_that_fails_is_a_transient_failure_and_the_next_one_may_do()
    {
        bool isThere = false;
        await using FileStub stub = await FileStub.StartAsync(http =>
        {
            http.Response.StatusCode = isThere ? 200 : 503;
            return Task.CompletedTask;
        });
        using AttachmentLoader loader = new(new InMemoryAttachments(TimeProvider.System), FileStub.Fetcher());
        Notice notice = With(new NoticeAttachment("terms.txt", Url: stub.Url));
        using (LoadedNotice first = await loader.LoadAsync(notice, Channel.Email, CancellationToken.None))
        {
            first.Failure.Should().Be(ProviderOutcome.Transient("The server of attachment terms.txt answered 503."));
        }

        isThere = true;
        using LoadedNotice second = await loader.LoadAsync(notice, Channel.Email, CancellationToken.None);
        second.Failure.Should().BeNull();
    }

    [Fact]
    public async Task All_attachments_together_may_have_ten_megabytes_and_no_more()
    {
        byte[] large = new byte[AttachmentLimits.Bytes - 3];
        await using FileStub stub = await FileStub.StartAsync(http => http.Response.Body.WriteAsync(large).AsTask());
        InMemoryAttachments store = new(TimeProvider.System);
        using AttachmentLoader loader = new(store, FileStub.Fetcher());
        Notice fits = With(Inline, new NoticeAttachment("large", Url: stub.Url));
        await store.KeepAsync(Inline.Blob(fits.Key, 0), new StoredContent("text/plain", [1, 2, 3]), CancellationToken.None);
        using (LoadedNotice loaded = await loader.LoadAsync(fits, Channel.Email, CancellationToken.None))
        {
            loaded.Notice.Files.Should().HaveCount(2);
        }

        using LoadedNotice more = await loader.LoadAsync(With(Inline, new NoticeAttachment("large", Url: stub.Url), new NoticeAttachment("one more", Url: stub.Url)), Channel.Email, CancellationToken.None);
        more.Failure!.Result.Should().Be(AttemptResult.PermanentFailure);
    }

    [Fact]
    public async Task A_content_that_is_lost_is_told_and_not_left_out()
    {
        using AttachmentLoader loader = new(new InMemoryAttachments(TimeProvider.System), FileStub.Fetcher());
        using LoadedNotice loaded = await loader.LoadAsync(With(Inline), Channel.Email, CancellationToken.None);

        loaded.Failure.Should().Be(ProviderOutcome.Permanent("Attachment a.txt is lost."));
    }

    [Theory]
    [InlineData((int)Channel.Sms)]
    [InlineData((int)Channel.WebSocket)]
    public async Task A_channel_that_shows_no_files_loads_none(int channel)
    {
        using AttachmentLoader loader = new(new InMemoryAttachments(TimeProvider.System) { Away = true }, FileStub.Fetcher());
        using LoadedNotice loaded = await loader.LoadAsync(With(Inline), (Channel)channel, CancellationToken.None);

        loaded.Failure.Should().BeNull();
        loaded.Notice.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task Only_a_few_deliveries_hold_files_in_memory_at_a_time()
    {
        InMemoryAttachments store = new(TimeProvider.System);
        using AttachmentLoader loader = new(store, FileStub.Fetcher());
        Notice notice = With(Inline);
        await store.KeepAsync(Inline.Blob(notice.Key, 0), new StoredContent("text/plain", [1]), CancellationToken.None);
        List<LoadedNotice> held = [];
        for (int count = 0; count < AttachmentLimits.AtOnce; count++)
        {
            held.Add(await loader.LoadAsync(notice, Channel.Email, CancellationToken.None));
        }

        Task<LoadedNotice> waiting = loader.LoadAsync(notice, Channel.Email, CancellationToken.None).AsTask();
        waiting.IsCompleted.Should().BeFalse();
        held[0].Dispose();
        using LoadedNotice next = await waiting;
        held.Skip(1).ToList().ForEach(one => one.Dispose());
    }
}
