using Microsoft.AspNetCore.Http.Connections;

namespace NoticeFunctions.Tests.LocalHost.Hosting.SignalR;

/// <summary>
/// Who gets which message. That somebody gets none shows when a message sent to all afterwards is the first that it gets: messages of one
/// hub keep their order for each client.
/// </summary>
public sealed class DeliveryTests
{
    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task A_user_gets_its_own_messages_on_every_connection_and_no_other_users(HttpTransportType transport)
    {
        await using Chat chat = await Chat.StartAsync();
        await using ChatClient ann = await chat.ConnectAsync("orders:ann", transport);
        await using ChatClient annAgain = await chat.ConnectAsync("orders:ann", transport);
        await using ChatClient other = await chat.ConnectAsync("billing:ann", transport);

        await chat.PostAsync("send?user=orders:ann&text=for-ann");
        await chat.PostAsync("send?text=for-all");

        (await ann.NextAsync()).Should().Be("for-ann");
        (await annAgain.NextAsync()).Should().Be("for-ann");
        (await other.NextAsync()).Should().Be("for-all");
        (await ann.NextAsync()).Should().Be("for-all");
    }

    [Fact]
    public async Task A_connection_gets_what_is_sent_to_it_alone()
    {
        await using Chat chat = await Chat.StartAsync();
        await using ChatClient one = await chat.ConnectAsync("ann");
        await using ChatClient two = await chat.ConnectAsync("ann");

        await chat.PostAsync($"send?connection={one.Id}&text=for-one");
        await chat.PostAsync("send?text=for-all");

        (await one.NextAsync()).Should().Be("for-one");
        (await two.NextAsync()).Should().Be("for-all");
    }

    [Fact]
    public async Task A_users_groups_hold_for_later_connections_until_they_are_taken_back()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.PostAsync("group/add?user=ann&name=staff&name=night");
        await using (ChatClient first = await chat.ConnectAsync("ann"))
        {
            await chat.PostAsync("send?group=staff&text=one");
            (await first.NextAsync()).Should().Be("one");
        }

        await chat.WaitForAsync("ann went");
        await using ChatClient second = await chat.ConnectAsync("ann");
        await using ChatClient ben = await chat.ConnectAsync("ben");
        await chat.PostAsync("send?group=staff&text=two");
        await chat.PostAsync("group/remove?user=ann&name=staff");
        await chat.PostAsync("send?group=staff&text=three");
        await chat.PostAsync("send?group=night&text=four");
        await chat.PostAsync("group/removeAll?user=ann");
        await chat.PostAsync("send?group=night&text=five");
        await chat.PostAsync("send?text=for-all");

        (await second.NextAsync()).Should().Be("two");
        (await second.NextAsync()).Should().Be("four");
        (await second.NextAsync()).Should().Be("for-all");
        (await ben.NextAsync()).Should().Be("for-all");
    }

    [Fact]
    public async Task A_connections_group_ends_with_the_connection()
    {
        await using Chat chat = await Chat.StartAsync();
        await using (ChatClient first = await chat.ConnectAsync("ann"))
        {
            await chat.PostAsync($"group/add?connection={first.Id}&name=staff");
            await chat.PostAsync("send?group=staff&text=one");
            (await first.NextAsync()).Should().Be("one");
            await chat.PostAsync($"group/remove?connection={first.Id}&name=staff");
            await chat.PostAsync("send?group=staff&text=two");
            await chat.PostAsync($"group/add?connection={first.Id}&name=staff");
            await chat.PostAsync("send?group=staff&text=three");
            (await first.NextAsync()).Should().Be("three");
        }

        await using ChatClient second = await chat.ConnectAsync("ann");
        await chat.PostAsync("send?group=staff&text=four");
        await chat.PostAsync("send?text=for-all");

        (await second.NextAsync()).Should().Be("for-all");
    }

    [Fact]
    public async Task Names_of_users_and_groups_are_compared_by_case()
    {
        await using Chat chat = await Chat.StartAsync();
        await using ChatClient ann = await chat.ConnectAsync("ann");
        await chat.PostAsync("group/add?user=ann&name=staff");

        await chat.PostAsync("send?user=Ann&text=one");
        await chat.PostAsync("send?group=Staff&text=two");
        await chat.PostAsync("send?group=staff&text=three");

        (await ann.NextAsync()).Should().Be("three");
    }

    [Fact]
    public async Task Another_hub_with_the_same_users_gets_nothing()
    {
        await using Chat chat = await Chat.StartAsync();
        await using ChatClient ann = await chat.ConnectAsync("ann");
        await using ChatClient elsewhere = await chat.ConnectAsync("ann", path: "other");

        await chat.PostAsync("send?user=ann&text=one");
        (await ann.NextAsync()).Should().Be("one");
        Func<Task> hears = () => elsewhere.NextAsync().WaitAsync(TimeSpan.FromMilliseconds(300), TimeProvider.System);

        await hears.Should().ThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task A_group_action_that_nobody_could_carry_out_fails_the_function()
    {
        await using Chat chat = await Chat.StartAsync();
        foreach (string action in (string[])["group/add?name=staff", "group/add?user=ann", "group/removeAll?connection=one"])
        {
            using HttpResponseMessage response = await chat.Host.Http.PostAsync(action, null);
            ((int)response.StatusCode).Should().Be(500, action);
        }
    }

    [Fact]
    public async Task A_client_whose_connection_broke_comes_back_by_itself_with_its_groups()
    {
        await using Chat chat = await Chat.StartAsync(new() { MostWaitingBytes = 1 });
        await using ChatClient ann = await chat.ConnectAsync("ann");
        await chat.PostAsync("group/add?user=ann&name=staff");
        TaskCompletionSource back = new();
        ann.Connection.Reconnected += _ =>
        {
            back.SetResult();
            return Task.CompletedTask;
        };

        // More than may wait for it: the host ends the connection without a word, as a broken network does.
        await chat.PostAsync($"flood?connection={ann.Id}");
        await back.Task.WaitAsync(Chat.Patience, TimeProvider.System);
        await chat.PostAsync("send?group=staff&text=after");

        string text;
        while ((text = await ann.NextAsync()).StartsWith("flood", StringComparison.Ordinal))
        {
            // What came before the end.
        }

        text.Should().Be("after");
    }
}
