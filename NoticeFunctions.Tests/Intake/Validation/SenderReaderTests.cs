using NoticeFunctions.Applications;
using NoticeFunctions.Channels;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Tests.Channels;
using NSubstitute;

namespace NoticeFunctions.Tests.Intake.Validation;

public sealed class SenderReaderTests
{
    private static (NoticeDraft? Notice, IReadOnlyList<Fault> Faults) Read(string member, string value, string? own, params string[] senders)
    {
        IProvider provider = Substitute.For<IProvider>();
        provider.Sender.Returns(own);
        Caller caller = Reading.Sender with { Rules = new ApplicationRules { Senders = senders.Length == 0 ? null : senders } };
        using System.Text.Json.JsonDocument body = System.Text.Json.JsonDocument.Parse(Reading.With(member, value));
        FaultList faults = new();
        return (Reading.Reader().Read(body.RootElement, caller, FixedRouting.To(provider), Reading.Now, faults), faults.Items);
    }

    [Theory]
    [InlineData("orders@example.com", null, "orders@example.com")]
    [InlineData("Orders@Example.com", null, "billing@example.com", "orders@example.com")]
    [InlineData("no-reply@example.org", "no-reply@example.org")]
    [InlineData("no-reply@example.org", "no-reply@example.org", "orders@example.com")]
    public void A_sender_that_the_application_has_or_that_its_mail_is_from_anyway_is_taken_as_it_stands(string sender, string? own, params string[] senders)
    {
        Read("from", $"\"{sender}\"", own, senders).Notice!.From.Should().Be(sender);
        Read("replyTo", $"\"{sender}\"", own, senders).Notice!.ReplyTo.Should().Be(sender);
    }

    [Theory]
    [InlineData("from")]
    [InlineData("replyTo")]
    public void Any_other_is_refused_by_its_name_with_those_that_are_allowed(string member)
    {
        (NoticeDraft? notice, IReadOnlyList<Fault> faults) = Read(member, "\"ceo@example.com\"", "no-reply@example.org", "orders@example.com");
        notice.Should().BeNull();
        Fault fault = faults.Should().ContainSingle().Subject;
        (fault.Pointer, fault.Detail).Should().Be(($"/{member}", "is ceo@example.com, which is no sender of your application; allowed are: orders@example.com, no-reply@example.org"));
    }

    [Fact]
    public void Without_any_the_platforms_own_is_all_there_is() =>
        Read("from", "\"ceo@example.com\"", own: null).Faults.Single().Detail.Should().EndWith("its registration names none");

    [Theory]
    [InlineData("\"orders\"")]
    [InlineData("\"orders@example.com\\r\\nBcc: eve@example.com\"")]
    [InlineData("\"Orders <orders@example.com>\"")]
    [InlineData("7")]
    public void What_is_no_address_is_wrong(string value) =>
        Read("from", value, own: null, "orders@example.com").Faults.Should().ContainSingle().Which.Pointer.Should().Be("/from");
}
