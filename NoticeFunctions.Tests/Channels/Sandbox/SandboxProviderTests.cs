using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Sandbox;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Records.InMemory;

namespace NoticeFunctions.Tests.Channels.Sandbox;

public sealed class SandboxProviderTests
{
    private static Task<ProviderOutcome> SendAsync(Notice notice) => new SandboxProvider(new InMemorySandbox(), TimeProvider.System).SendOneAsync(notice);

    [Fact]
    public async Task An_SMS_is_counted_as_it_would_be_if_it_went_out() =>
        (await SendAsync(Kinds.Notice(Channel.Sms, new Recipient(Phone: "+14155550100")) with { Content = new("Text", Sms: new string('你', 71)) })).Segments.Should().Be(2);

    [Fact]
    public async Task Nothing_else_has_segments() =>
        (await SendAsync(Kinds.Notice(Channel.App, new Recipient(Device: "phone")))).Should().Be(ProviderOutcome.Accepted());
}
