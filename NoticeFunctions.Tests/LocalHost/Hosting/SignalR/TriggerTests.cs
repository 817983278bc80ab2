using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.Tests.LocalHost.Hosting.SignalR;

/// <summary>What clients do reaches the functions that listen to it.</summary>
public sealed class TriggerTests
{
    [Fact]
    public async Task An_invocation_reaches_its_function_and_is_answered_null()
    {
        await using Chat chat = await Chat.StartAsync();
        await using ChatClient ann = await chat.ConnectAsync("ann");

        (await ann.Connection.InvokeAsync<string?>("SAY", "hello")).Should().BeNull();

        chat.Log.Events.Should().Equal("ann came", "ann says hello");
        SignalRInvocationContext told = chat.Log.Contexts.Single();
        told.Should().BeEquivalentTo(new { Hub = "chat", Category = SignalRInvocationCategory.Messages, Event = "SAY", ann.Connection.ConnectionId, UserId = "ann" });
        told.Arguments.Should().ContainSingle().Which.ToString().Should().Be("hello");
        told.Query.Keys.Should().NotContain(["access_token", "id"], "what a function logs must not open the hub");
        told.Claims.Keys.Should().NotContain("asrs.s.uid");
    }

    [Fact]
    public async Task A_number_where_text_is_wanted_is_its_text()
    {
        await using Chat chat = await Chat.StartAsync();
        await using ChatClient ann = await chat.ConnectAsync("ann");

        await ann.Connection.InvokeAsync("say", 5);

        chat.Log.Events.Should().Contain("ann says 5");
    }

    [Theory]
    [InlineData("nothing", "Invocation failed, status code 404")]
    [InlineData("fail", "Exception while executing function: Functions.Fail")]
    [InlineData("say", "Exception binding parameter 'context'")]
    public async Task A_failure_is_told_without_its_details(string method, string error)
    {
        await using Chat chat = await Chat.StartAsync();
        await using ChatClient ann = await chat.ConnectAsync("ann");

        (await ann.Connection.Invoking(connection => connection.InvokeAsync(method)).Should().ThrowAsync<HubException>())
            .Which.Message.Should().Be(error);
    }

    [Fact]
    public async Task What_is_sent_without_waiting_for_an_answer_reaches_its_function()
    {
        await using Chat chat = await Chat.StartAsync();
        await using ChatClient ann = await chat.ConnectAsync("ann");

        await ann.Connection.SendAsync("nothing", "lost");
        await ann.Connection.SendAsync("say", "hello");

        await chat.WaitForAsync("ann says hello");
    }

    [Fact]
    public async Task Clients_are_seen_to_come_and_go()
    {
        await using Chat chat = await Chat.StartAsync();
        await using (ChatClient ann = await chat.ConnectAsync("ann"))
        {
            await chat.WaitForAsync("ann came");
        }

        await chat.WaitForAsync("ann went");
        chat.Log.Events.Should().Equal("ann came", "ann went");
    }
}
