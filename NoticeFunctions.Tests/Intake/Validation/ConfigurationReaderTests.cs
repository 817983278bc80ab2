using System.Text.Json;
using NoticeFunctions.Channels;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Tests.Channels;

namespace NoticeFunctions.Tests.Intake.Validation;

public sealed class ConfigurationReaderTests
{
    [Fact]
    public void The_configurations_that_a_notice_names_are_kept_with_it()
    {
        (NoticeDraft? notice, IReadOnlyList<Fault> faults) = Read("""{ "email": "marketing" }""", "marketing");

        faults.Should().BeEmpty();
        notice!.Configuration.Should().BeEquivalentTo(new Dictionary<Channel, string> { [Channel.Email] = "marketing" });
    }

    [Fact]
    public void A_channel_that_only_a_named_configuration_carries_is_carried()
    {
        FixedRouting routing = new((_, name) => name is null ? [] : [new Carrier(new ClosableProvider())]) { Named = ["marketing"] };

        Read("""{ "email": "marketing" }""", routing).Faults.Should().BeEmpty();
        Read("{}", routing).Faults.Select(fault => fault.Pointer).Should().Equal("/channels");
    }

    [Theory]
    [InlineData("\"marketing\"", "/configuration")]
    [InlineData("""{ "fax": "marketing" }""", "/configuration/fax")]
    [InlineData("""{ "email": "nobody" }""", "/configuration/email")]
    [InlineData("""{ "email": 1 }""", "/configuration/email")]
    [InlineData("""{ "email": "marketing", "email": "marketing" }""", "/configuration/email")]
    [InlineData("""{ "sms": "marketing" }""", "/configuration/sms")]
    public void What_is_wrong_is_named(string configuration, string pointer) =>
        Read(configuration, "marketing").Faults.Select(fault => fault.Pointer).Should().Equal(pointer);

    [Fact]
    public void A_name_that_is_unknown_is_answered_with_those_that_there_are() =>
        Read("""{ "email": "nobody" }""", "marketing").Faults.Single().Detail.Should().EndWith("you may use: marketing");

    [Fact]
    public void One_for_a_channel_of_the_escalation_alone_is_in_use()
    {
        string body = Reading.With("configuration", """{ "sms": "marketing" }""")[..^1]
            + """, "stopWhen": "acknowledged", "escalate": [ { "after": "PT1H", "channels": [ "sms" ], "to": [ { "phone": "+14155550100" } ] } ] }""";
        using JsonDocument json = JsonDocument.Parse(body);
        FaultList faults = new();
        Reading.Reader().Read(json.RootElement, Reading.Sender, Routing("marketing"), Reading.Now, faults);

        faults.Items.Should().BeEmpty();
    }

    private static (NoticeDraft? Notice, IReadOnlyList<Fault> Faults) Read(string configuration, string named) => Read(configuration, Routing(named));

    private static (NoticeDraft? Notice, IReadOnlyList<Fault> Faults) Read(string configuration, FixedRouting routing)
    {
        using JsonDocument body = JsonDocument.Parse(Reading.With("configuration", configuration));
        FaultList faults = new();
        return (Reading.Reader().Read(body.RootElement, Reading.Sender, routing, Reading.Now, faults), faults.Items);
    }

    private static FixedRouting Routing(string named) => new((_, _) => [new Carrier(new ClosableProvider())]) { Named = [named] };
}
