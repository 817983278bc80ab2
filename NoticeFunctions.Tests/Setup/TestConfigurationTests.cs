using System.Text.Json.Nodes;
using NoticeFunctions.Tests.Admission;

namespace NoticeFunctions.Tests.Setup;

public sealed class TestConfigurationTests
{
    private const string ToAnn = """{ "to": { "email": "ann@example.com", "name": "Ann" } }""";

    [Fact]
    public async Task It_sends_one_with_the_configuration_as_it_stands_and_closes_what_it_opened()
    {
        await using SetupHarness setup = new();
        await setup.CreateAsync(SetupHarness.Primary.Replace("\"name\"", "\"enabled\": false, \"name\""));
        AdmissionAnswer answer = await setup.TestAsync("primary", ToAnn);

        answer.Status.Should().Be(200);
        JsonNode.DeepEquals(answer.Json, JsonNode.Parse("""{ "result": "accepted", "provider": "closable", "providerMessageId": null, "error": null }""")).Should().BeTrue(answer.Text);
        (int calls, bool closed) = setup.Routing.Kind.Opened.Select(one => (one.Calls, one.IsClosed)).Single();
        (calls, closed).Should().Be((1, true));
    }

    [Fact]
    public async Task What_the_provider_says_against_it_is_told_as_it_is()
    {
        await using SetupHarness setup = new();
        await setup.Routing.WriteAsync("orders", "odd", provider: "fax");

        AdmissionAnswer answer = await setup.TestAsync("odd", ToAnn);
        (answer.Status, answer.Member("result"), answer.Member("error")).Should().Be((200, "transientFailure", "Configuration odd can't be used: this platform knows no such provider."));
    }

    [Theory]
    [InlineData("{}", "/to")]
    [InlineData("""{ "to": {} }""", "/to")]
    [InlineData("""{ "to": { "phone": "+14155550100" } }""", "/to")]
    [InlineData("""{ "to": { "email": "nobody" } }""", "/to/email")]
    [InlineData("""{ "to": { "email": "ann@example.com" }, "text": "mine" }""", "/text")]
    public async Task Whom_it_can_not_send_to_is_told_and_nothing_is_sent(string body, string pointer)
    {
        await using SetupHarness setup = new();
        await setup.CreateAsync();
        AdmissionAnswer answer = await setup.TestAsync("primary", body);

        answer.Status.Should().Be(400);
        answer.Pointers.Should().Equal(pointer);
        setup.Routing.Kind.Opened.Should().BeEmpty();
    }
}
