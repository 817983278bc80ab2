using System.Net.Http.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using NoticeFunctions.LocalHost.Hosting.SignalR;

namespace NoticeFunctions.Tests.LocalHost.Hosting.SignalR;

/// <summary>The app with a hub on a host, and stock .NET clients of it.</summary>
internal sealed class Chat(TestHost host, ChatLog log) : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public TestHost Host => host;

    public ChatLog Log => log;

    public Uri Address => host.Http.BaseAddress!;

    public static async Task<Chat> StartAsync(HubLimits? limits = null, TimeProvider? time = null, params (string Name, string Value)[] settings)
    {
        ChatLog log = new();
        TestHost host = await TestHost.StartAsync<ChatFunctions>(
            builder =>
            {
                builder.Services.AddSingleton(log);
                builder.Services.AddSingleton(limits ?? new HubLimits());
            },
            time: time,
            settings: settings);
        return new(host, log);
    }

    /// <summary>Connects a client through the app's negotiation.</summary>
    public async Task<ChatClient> ConnectAsync(string user, HttpTransportType transports = HttpTransportType.WebSockets, string path = "api")
    {
        ChatClient client = new(new HubConnectionBuilder()
            .WithUrl(new Uri(Address, path), transports, options => options.Headers["x-chat-user"] = user)
            .WithAutomaticReconnect([TimeSpan.Zero])
            .Build());
        await client.Connection.StartAsync();
        return client;
    }

    public async Task<SignalRConnectionInfo> NegotiateAsync(string user)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "api/negotiate");
        request.Headers.Add("x-chat-user", user);
        using HttpResponseMessage response = await host.Http.SendAsync(request);
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<SignalRConnectionInfo>())!;
    }

    public async Task PostAsync(string pathAndQuery) => (await host.Http.PostAsync(pathAndQuery, null)).EnsureSuccessStatusCode().Dispose();

    /// <summary>Waits until the functions have been told of something.</summary>
    public async Task WaitForAsync(string told)
    {
        using CancellationTokenSource patience = new(Patience);
        while (!log.Events.Contains(told))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        }
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}

/// <summary>A connected client, and what it has been sent.</summary>
internal sealed class ChatClient : IAsyncDisposable
{
    private readonly Channel<string> messages = Channel.CreateUnbounded<string>();

    public ChatClient(HubConnection connection)
    {
        Connection = connection;
        connection.On<Message>("message", message => messages.Writer.TryWrite(message.Text));
    }

    public HubConnection Connection { get; }

    public string Id => Connection.ConnectionId!;

    /// <summary>The next message's text.</summary>
    public async Task<string> NextAsync()
    {
        using CancellationTokenSource patience = new(Chat.Patience);
        return await messages.Reader.ReadAsync(patience.Token);
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
