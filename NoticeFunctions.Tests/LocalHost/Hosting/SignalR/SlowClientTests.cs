using System.Net.WebSockets;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.LocalHost.Hosting.SignalR;

namespace NoticeFunctions.Tests.LocalHost.Hosting.SignalR;

public sealed class SlowClientTests
{
    [Fact]
    public async Task A_client_that_does_not_read_delays_nobody_and_is_disconnected()
    {
        await using Chat chat = await Chat.StartAsync(new HubLimits { MostWaitingBytes = 21_000_000 });
        await chat.PostAsync("group/add?user=ann&name=all&name=one");
        await chat.PostAsync("group/add?user=slow&name=all");
        await using ChatClient ann = await chat.ConnectAsync("ann");
        using ClientWebSocket slow = await OpenAsync(chat, await chat.NegotiateAsync("slow"));
        await chat.WaitForAsync("slow came");

        // 20 MB each time: more than the systems' buffers take from somebody who doesn't read, less than may wait for one who does.
        for (int i = 0; i < 3; i++)
        {
            await chat.PostAsync("flood?group=all").WaitAsync(Chat.Patience, TimeProvider.System);
            for (int message = 0; message < 200; message++)
            {
                (await ann.NextAsync()).Should().StartWith("flood");
            }
        }

        await chat.WaitForAsync("slow went");
        await chat.PostAsync("send?group=one&text=still-here");
        (await ann.NextAsync()).Should().Be("still-here");
    }

    // A stock client always reads; this one shakes hands and then never does.
    private static async Task<ClientWebSocket> OpenAsync(Chat chat, SignalRConnectionInfo info)
    {
        ClientWebSocket socket = new();
        await socket.ConnectAsync(new Uri($"{info.Url.Replace("http:", "ws:", StringComparison.Ordinal)}&access_token={info.AccessToken}"), CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        return socket;
    }
}
