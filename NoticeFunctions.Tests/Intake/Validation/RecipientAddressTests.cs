using NoticeFunctions.Addresses;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Tests.Intake.Validation;

public sealed class RecipientAddressTests
{
    [Fact]
    public void A_national_number_is_kept_in_E_164()
    {
        (NoticeDraft? notice, _) = Reading.Of(Reading.With("to", """[ { "phone": "0170 1234567" } ]"""), new PhoneOptions { DefaultRegion = "DE" });

        notice!.To.Single().Phone.Should().Be("+491701234567");
    }

    [Fact]
    public void Each_number_of_another_country_is_named()
    {
        (NoticeDraft? notice, IReadOnlyList<Fault> faults) = Reading.Of(
            Reading.With("to", """[ { "phone": "+491701234567" }, { "phone": "+14155552671" }, { "phone": "+33612345678", "email": "ann@example.com" } ]"""), new PhoneOptions { Countries = "DE" });

        notice.Should().BeNull();
        faults.Select(fault => fault.Pointer).Should().Equal("/to/1/phone", "/to/2/phone");
        faults.Should().OnlyContain(fault => fault.Detail.EndsWith(": DE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("topic:news", true)]
    [InlineData("topic:", false)]
    [InlineData("topic:news and more", false)]
    [InlineData("user:ann", true)]
    [InlineData("user:", false)]
    [InlineData("c1p2:APA91bH", true)]
    public void A_device_is_a_token_a_topic_or_a_users_devices(string device, bool right)
    {
        (NoticeDraft? notice, IReadOnlyList<Fault> faults) = Reading.Of(Reading.With("to", $$"""[ { "device": "{{device}}" } ]"""));

        (notice is not null).Should().Be(right);
        faults.Select(fault => fault.Pointer).Should().Equal(right ? [] : ["/to/0/device"]);
    }

    [Fact]
    public void A_user_alone_is_reached_by_WebSocket()
    {
        (NoticeDraft? notice, _) = Reading.Of(Reading.With("to", """[ { "user": "ann" } ]"""));

        notice!.Channels.Should().Equal(Channel.WebSocket);
        notice.To.Single().AddressFor(Channel.App).Should().BeNull();
    }

    [Fact]
    public void Where_app_is_named_a_user_is_reached_on_the_devices_that_are_registered()
    {
        System.Text.Json.Nodes.JsonObject json = Reading.Valid();
        json["to"] = System.Text.Json.Nodes.JsonNode.Parse("""[ { "user": "ann" }, { "user": "bob", "device": "b0b5" }, { "email": "eve@example.com" } ]""");
        json["channels"] = new System.Text.Json.Nodes.JsonArray("app", "email");
        (NoticeDraft? notice, _) = Reading.Of(json.ToJsonString());

        notice!.Channels.Should().Equal(Channel.Email, Channel.App);
        notice.To.Select(one => one.AddressFor(Channel.App)).Should().Equal("user:ann", "b0b5", null);
    }

    [Fact]
    public void A_channel_that_is_there_for_somebodys_device_does_not_take_the_others_with_it()
    {
        (NoticeDraft? notice, _) = Reading.Of(Reading.With("to", """[ { "user": "ann" }, { "device": "b0b5" } ]"""));

        notice!.Channels.Should().Equal(Channel.WebSocket, Channel.App);
        notice.To.Select(one => one.AddressFor(Channel.App)).Should().Equal(null, "b0b5");
    }

    [Fact]
    public void A_step_of_an_escalation_that_names_app_reaches_users_on_their_devices()
    {
        System.Text.Json.Nodes.JsonObject json = Reading.Valid();
        json["to"] = System.Text.Json.Nodes.JsonNode.Parse("""[ { "user": "ann" } ]""");
        json["stopWhen"] = "acknowledged";
        json["escalate"] = System.Text.Json.Nodes.JsonNode.Parse("""[ { "after": "PT5M", "channels": [ "app" ] }, { "after": "PT10M", "channels": [ "app" ], "to": [ { "user": "bob" } ] } ]""");
        (NoticeDraft? notice, IReadOnlyList<Fault> faults) = Reading.Of(json.ToJsonString());

        faults.Should().BeEmpty();
        notice!.Channels.Should().Equal(Channel.WebSocket);
        notice.To.Concat(notice.Escalate!.To).Select(one => one.AddressFor(Channel.App)).Should().Equal("user:ann", "user:bob");
    }
}
