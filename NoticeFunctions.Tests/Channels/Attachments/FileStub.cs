using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Channels.Attachments;
using NSubstitute;

namespace NoticeFunctions.Tests.Channels.Attachments;

/// <summary>A server of files on a free loopback port.</summary>
internal sealed class FileStub : IAsyncDisposable
{
    private readonly WebApplication app;
    private int requests;

    private FileStub(WebApplication app) => this.app = app;

    public string Url => app.Urls.Single();

    public int Requests => requests;

    /// <summary>Starts one that answers everything as told.</summary>
    public static async Task<FileStub> StartAsync(Func<HttpContext, Task> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        FileStub stub = new(builder.Build());
        stub.app.Run(http =>
        {
            Interlocked.Increment(ref stub.requests);
            return answer(http);
        });
        await stub.app.StartAsync();
        return stub;
    }

    /// <summary>What fetches from it, with the app's own connections.</summary>
    public static AttachmentFetcher Fetcher(string environment = "Development", TimeProvider? time = null)
    {
        IHttpClientFactory clients = Substitute.For<IHttpClientFactory>();
        clients.CreateClient(AttachmentFetcher.HttpClientName).Returns(_ => new HttpClient(AttachmentFetcher.Handler(AttachmentAddressesTests.In(environment))));
        return new(clients, time ?? TimeProvider.System);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
