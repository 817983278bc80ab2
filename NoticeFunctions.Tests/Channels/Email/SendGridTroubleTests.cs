using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Email;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Channels.Calls;
using NoticeFunctions.Tests.Support;
using NSubstitute;

namespace NoticeFunctions.Tests.Channels.Email;

public sealed class SendGridTroubleTests : HttpProviderTroubles
{
    private readonly ConcurrentQueue<Func<HttpContext, Task>> next = new();
    private readonly SocketsHttpHandler connections = new() { AllowAutoRedirect = false };
    private SendGridStub stub = null!;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        connections.Dispose();
    }

    private protected override string Called => "SendGrid";

    private protected override Notice Notice => Kinds.Notice(Channel.Email, new Recipient(Email: "ann@example.com"));

    private protected override async Task<IProvider> StartAsync()
    {
        stub = await SendGridStub.StartAsync();
        stub.Key = "SG.key";
        stub.Answer = (http, body, number) => next.TryDequeue(out Func<HttpContext, Task>? answer) ? answer(http) : SendGridStub.Accept(http, body, number);
        return Open("SG.key");
    }

    private protected override IProvider OpenWithAWrongSecret() => Open("SG.another");

    private protected override void Next(params IEnumerable<Func<HttpContext, Task>> answers)
    {
        foreach (Func<HttpContext, Task> answer in answers)
        {
            next.Enqueue(answer);
        }
    }

    private protected override ValueTask StopAsync() => stub.DisposeAsync();

    private SendGridProvider Open(string key)
    {
        IHttpClientFactory clients = Substitute.For<IHttpClientFactory>();
        clients.CreateClient(SendGridProvider.HttpClientName).Returns(_ => new HttpClient(connections, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan });
        return new SendGridProvider(clients, new SendGridAccount(key, "no-reply@example.org", stub.Url), TimeSpan.FromSeconds(30), Time);
    }
}
