using System.Text.Json.Nodes;
using AwesomeAssertions;
using NoticeFunctions.Applications;
using NoticeFunctions.Intake;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Tests.Intake.Validation;

public sealed class EscalationReaderTests
{
    [Theory]
    [InlineData("{}", "/escalate")]
    [InlineData("[]", "/escalate")]
    [InlineData("[1]", "/escalate/0")]
    [InlineData("[{}]", "/escalate/0/after")]
    [InlineData("[{\"after\":30}]", "/escalate/0/after")]
    [InlineData("[{\"after\":\"soon\"}]", "/escalate/0/after")]
    [InlineData("[{\"after\":\"PT0S\"}]", "/escalate/0/after")]
    [InlineData("[{\"after\":\"P1M\"}]", "/escalate/0/after")]
    [InlineData("[{\"after\":\"P30DT1S\"}]", "/escalate/0/after")]
    [InlineData("[{\"after\":\"PT1H\"},{\"after\":\"PT60M\"}]", "/escalate/1/after")]
    [InlineData("[{\"after\":\"PT1H\",\"channels\":[\"fax\"]}]", "/escalate/0/channels/0")]
    [InlineData("[{\"after\":\"PT1H\",\"channels\":[]}]", "/escalate/0/channels")]
    [InlineData("[{\"after\":\"PT1H\",\"channels\":[\"sms\"]}]", "/escalate/0/channels/0")]
    [InlineData("[{\"after\":\"PT1H\",\"to\":[]}]", "/escalate/0/to")]
    [InlineData("[{\"after\":\"PT1H\",\"to\":[{\"phone\":\"1\"}]}]", "/escalate/0/to/0/phone")]
    [InlineData("[{\"after\":\"PT1H\",\"by\":\"sms\"}]", "/escalate/0/by")]
    [InlineData("[{\"after\":\"PT1H\"},{\"after\":\"PT2H\"},{\"after\":\"PT3H\"},{\"after\":\"PT4H\"},{\"after\":\"PT5H\"},{\"after\":\"PT6H\"}]", "/escalate")]
    public void What_is_wrong_with_a_step_is_named_with_an_example(string escalate, string pointer)
    {
        (NoticeDraft? notice, IReadOnlyList<Fault> faults) = Reading.Of(Body(escalate));

        notice.Should().BeNull();
        faults.Should().ContainSingle().Which.Should().Match<Fault>(fault => fault.Pointer == pointer && fault.Example != null);
    }

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once()
    {
        (_, IReadOnlyList<Fault> faults) = Reading.Of(Body("""[ { "after": "x", "to": [ {} ] }, { "channels": [ "fax" ] } ]"""));

        faults.Select(fault => fault.Pointer).Should().BeEquivalentTo("/escalate/0/after", "/escalate/0/to/0", "/escalate/1/after", "/escalate/1/channels/0");
    }

    [Fact]
    public void A_notice_that_nobody_can_acknowledge_cannot_escalate()
    {
        (_, IReadOnlyList<Fault> faults) = Reading.Of(Reading.With("escalate", """[ { "after": "PT1H" } ]"""));

        faults.Should().ContainSingle().Which.Should().Match<Fault>(fault => fault.Pointer == "/escalate" && fault.Detail.Contains("stopWhen"));
    }

    [Fact]
    public void A_channel_that_is_not_open_to_the_application_is_not_open_to_its_escalations()
    {
        Caller caller = Reading.Sender with { Rules = new ApplicationRules { Channels = [Channel.Email] } };

        (_, IReadOnlyList<Fault> faults) = Reading.Of(Body("""[ { "after": "PT1H", "to": [ { "phone": "+14155550100" } ] } ]"""), caller);

        faults.Should().ContainSingle().Which.Pointer.Should().Be("/escalate/0/channels");
    }

    [Fact]
    public void Who_is_told_and_how_are_the_notices_own_unless_told()
    {
        (NoticeDraft? notice, _) = Reading.Of(Body("""
            [ { "after": "PT30M" }, { "after": "PT1H", "to": [ { "phone": "+14155550100" }, { "email": "bob@example.com" } ] },
              { "after": "P30D", "channels": [ "sms" ], "to": [ { "phone": "+14155550199", "email": "eve@example.com" } ] } ]
            """));

        notice!.Escalate!.Steps.Should().BeEquivalentTo(
            [
                new EscalationStep("PT30M", new Reach([Channel.Email], 0, 1)),
                new EscalationStep("PT1H", new Reach([Channel.Email, Channel.Sms], 1, 2)),
                new EscalationStep("P30D", new Reach([Channel.Sms], 3, 1)),
            ],
            options => options.WithStrictOrdering());
        notice.Escalate.To.Should().HaveCount(3);
        notice.To.Should().ContainSingle();
    }

    private static string Body(string escalate)
    {
        JsonObject notice = Reading.Valid();
        notice["stopWhen"] = "acknowledged";
        notice["escalate"] = JsonNode.Parse(escalate);
        return notice.ToJsonString();
    }
}
