using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.WebSocket;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Channels;

namespace NoticeFunctions.Tests.Orchestration;

public sealed class WebSocketPushTests
{
    private static readonly Recipient[] Two = [new(User: "ann"), new(User: "ben")];

    [Fact]
    public async Task What_came_into_an_inbox_is_pushed_to_its_user_of_its_application()
    {
        await using NoticeHarness harness = await StartAsync(out ScriptedProvider provider);
        provider.Answer = (delivery, _) => delivery.Recipient == "ann" ? ProviderOutcome.Accepted() : ProviderOutcome.Permanent("no");
        Notice notice = await harness.PostAsync(schedule: null, Two, Channel.WebSocket);

        SignalRMessageAction message = harness.Pushes.SelectMany(push => push.Messages!).Should().ContainSingle().Subject;
        (message.Target, message.UserId).Should().Be(("notice", "orders:ann"));
        message.Arguments.Should().ContainSingle().Which.Should().BeOfType<PushedNotice>()
            .Which.Should().Be(new PushedNotice($"{notice.Id}-1-webSocket-0", notice.Id, 1, "Title", "Text", Category: null, "normal", harness.Time.GetUtcNow()));
    }

    [Fact]
    public async Task A_run_that_dies_after_its_deliveries_pushes_again_and_delivers_nothing_twice()
    {
        await using NoticeHarness harness = await StartAsync(out ScriptedProvider provider);
        int deaths = 1;
        harness.AfterActivity = result => deaths-- > 0 ? throw new InvalidOperationException("The process is gone.") : result;
        Notice notice = await harness.PostAsync(schedule: null, Two, Channel.WebSocket);
        await harness.RunToEndAsync(notice);

        provider.Taken.Should().HaveCount(2);
        harness.Pushes.Should().HaveCount(2);
        harness.Pushes.Select(push => push.Messages!.Select(message => message.UserId)).Should().AllBeEquivalentTo(new[] { "orders:ann", "orders:ben" });
    }

    [Fact]
    public async Task Nothing_that_another_provider_carries_is_pushed()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        await harness.PostAsync(schedule: null, Two, Channel.WebSocket);

        harness.Provider.Taken.Should().HaveCount(2);
        harness.Pushes.Should().ContainSingle().Which.Messages.Should().BeEmpty();
    }

    private static Task<NoticeHarness> StartAsync(out ScriptedProvider provider)
    {
        ScriptedProvider signalR = provider = new ScriptedProvider(TimeProvider.System) { Name = SignalRProvider.ProviderName };
        return NoticeHarness.StartAsync(providers: _ => FixedRouting.To(signalR));
    }
}
