using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Channels.Attachments;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Channels.Attachments;

public sealed class AttachmentFetcherTests
{
    private static Task<AttachedFile> FetchAsync(FileStub stub, int most = 1000, string path = "/terms", string environment = "Development", TimeProvider? time = null) =>
        FileStub.Fetcher(environment, time).FetchAsync(new NoticeAttachment("terms.pdf", Url: $"{stub.Url}{path}"), most, CancellationToken.None);

    private static async Task<AttachmentException> FailAsync(Func<Task> fetch) => (await fetch.Should().ThrowAsync<AttachmentException>()).Which;

    [Theory]
    [InlineData("application/pdf; charset=x", "application/pdf")]
    [InlineData(null, "application/octet-stream")]
    [InlineData("multipart/mixed", "application/octet-stream")]
    public async Task A_file_comes_with_the_type_that_its_server_says_where_that_can_be_a_files(string? said, string type)
    {
        await using FileStub stub = await FileStub.StartAsync(http =>
        {
            http.Response.ContentType = said;
            return http.Response.Body.WriteAsync(new byte[] { 1, 2, 3 }).AsTask();
        });

        (await FetchAsync(stub)).Should().BeEquivalentTo(new AttachedFile("terms.pdf", type, [1, 2, 3]));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    public async Task An_answer_that_is_no_file_may_be_one_later(int status)
    {
        await using FileStub stub = await FileStub.StartAsync(http =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        AttachmentException failure = await FailAsync(() => FetchAsync(stub));

        failure.IsFinal.Should().BeFalse();
        failure.Message.Should().Contain($"{status}").And.NotContain("http", "a URL may hold what is secret");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_too_large_is_broken_off_whether_or_not_it_says_how_large_it_is(bool says)
    {
        await using FileStub stub = await FileStub.StartAsync(async http =>
        {
            http.Response.ContentLength = says ? 1001 : null;
            await http.Response.Body.WriteAsync(new byte[1001]);
        });

        (await FailAsync(() => FetchAsync(stub))).IsFinal.Should().BeTrue();
    }

    [Fact]
    public async Task A_server_that_does_not_come_to_an_end_is_given_up_after_30_seconds()
    {
        FakeTimeProvider time = new();
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using FileStub stub = await FileStub.StartAsync(async http =>
        {
            await http.Response.Body.WriteAsync(new byte[10]);
            await http.Response.Body.FlushAsync();
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        Task<AttachedFile> fetching = FetchAsync(stub, time: time);
        await begun.Task;
        time.Advance(AttachmentFetcher.Patience);

        (await FailAsync(() => fetching)).Message.Should().Be("The server of attachment terms.pdf did not answer in time.");
    }

    [Fact]
    public async Task A_redirect_is_followed_and_not_without_end_nor_to_what_is_no_HTTP()
    {
        await using FileStub stub = await FileStub.StartAsync(http =>
        {
            switch (http.Request.Path)
            {
                case "/once":
                    http.Response.Redirect("/terms");
                    return Task.CompletedTask;
                case "/ever":
                    http.Response.Redirect("/ever");
                    return Task.CompletedTask;
                case "/file":
                    http.Response.Redirect("file:///etc/hostname");
                    return Task.CompletedTask;
                default:
                    return http.Response.WriteAsync("terms");
            }
        });

        (await FetchAsync(stub, path: "/once")).Content.Should().Equal("terms"u8.ToArray());
        await FailAsync(() => FetchAsync(stub, path: "/ever"));
        await FailAsync(() => FetchAsync(stub, path: "/file"));
    }

    [Fact]
    public async Task Outside_of_development_nothing_is_fetched_from_this_network_whatever_name_leads_there()
    {
        await using FileStub stub = await FileStub.StartAsync(http => http.Response.WriteAsync("secret"));
        AttachmentException failure = await FailAsync(() => FetchAsync(stub, environment: "Production"));

        failure.IsFinal.Should().BeTrue();
        failure.Message.Should().Be("An attachment's URL does not lead to a public address.");
        stub.Requests.Should().Be(0);
    }

    [Fact]
    public async Task A_server_that_is_not_there_may_be_later()
    {
        FileStub stub = await FileStub.StartAsync(_ => Task.CompletedTask);
        string url = stub.Url;
        await stub.DisposeAsync();
        Func<Task> fetch = () => FileStub.Fetcher().FetchAsync(new NoticeAttachment("terms.pdf", Url: url), 1000, CancellationToken.None);

        (await FailAsync(fetch)).IsFinal.Should().BeFalse();
    }
}
