using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Inbox;

/// <summary>A user's client: connected through a negotiation of its application's, with what it has been sent.</summary>
internal sealed class InboxClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, Channel<JsonElement>> heard = new[] { "notice", "inbox", "unread" }.ToDictionary(target => target, _ => Channel.CreateUnbounded<JsonElement>());

    private InboxClient(HubConnection connection)
    {
        Connection = connection;
        foreach ((string target, Channel<JsonElement> messages) in heard)
        {
            connection.On<JsonElement>(target, message => messages.Writer.TryWrite(message));
        }
    }

    public HubConnection Connection { get; }

    /// <summary>Connects as a user of an application, whose backend negotiates.</summary>
    public static async Task<InboxClient> ConnectAsync(TestApplication application, string user) => await ConnectAsync(await NegotiateAsync(application, $"{application.Id}:{user}"));

    /// <summary>Connects with what a negotiation has given.</summary>
    public static async Task<InboxClient> ConnectAsync(PlatformAnswer negotiated)
    {
        negotiated.Status.Should().Be(HttpStatusCode.OK, negotiated.Text);
        InboxClient client = new(new HubConnectionBuilder()
            .WithUrl(negotiated.Json["url"]!.GetValue<string>(), options => options.AccessTokenProvider = () => Task.FromResult<string?>(negotiated.Json["accessToken"]!.GetValue<string>()))
            .Build());
        await client.Connection.StartAsync();
        return client;
    }

    /// <summary>What the platform says to an application that negotiates for somebody.</summary>
    public static Task<PlatformAnswer> NegotiateAsync(TestApplication application, string user) =>
        application.AskAsync(HttpMethod.Post, "api/negotiate?negotiateVersion=1", body: null, ("x-notice-user", user));

    /// <summary>The next message to a target.</summary>
    public async Task<JsonNode> NextAsync(string target)
    {
        using CancellationTokenSource patience = new(Patience);
        return JsonNode.Parse((await heard[target].Reader.ReadAsync(patience.Token)).GetRawText())!;
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
