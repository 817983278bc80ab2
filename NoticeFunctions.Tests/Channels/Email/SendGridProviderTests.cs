using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Email;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Providers;
using NSubstitute;

namespace NoticeFunctions.Tests.Channels.Email;

public sealed class SendGridProviderTests
{
    private static readonly DateTimeOffset Created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static SendGridProvider Provider(string host)
    {
        IHttpClientFactory clients = Substitute.For<IHttpClientFactory>();
        clients.CreateClient(SendGridProvider.HttpClientName).Returns(_ => new HttpClient());
        return new SendGridProvider(clients, new SendGridAccount("SG.key", "no-reply@example.org", host), TimeSpan.FromSeconds(30), TimeProvider.System);
    }

    private static Notice Notice(int recipients = 1) => new(
        "orders", new string('a', 32), "Order shipped", new NoticeContent("On its way.", "<p>On its way.</p>"),
        [.. Enumerable.Range(0, recipients).Select(index => new Recipient(Email: $"user{index}@example.com", Name: "Ann"))],
        [Channel.Email], null, Priority.Normal, "order-shipped", null, Created, Created, null);

    private static Delivery[] Deliveries(Notice notice) =>
        [.. notice.RecipientsOn(Channel.Email).Select(one => new Delivery(notice.Id, 3, Channel.Email, one.Index, one.Address, "sendGrid", DeliveryStatus.Sending, []))];

    [Fact]
    public async Task Each_recipient_has_a_personalization_with_the_deliverys_id_and_none_sees_another()
    {
        await using SendGridStub stub = await SendGridStub.StartAsync();
        Notice notice = Notice(recipients: 1000);
        IReadOnlyList<ProviderOutcome> outcomes = await Provider(stub.Url).SendAsync(notice, Deliveries(notice), CancellationToken.None);

        outcomes.Should().HaveCount(1000).And.OnlyContain(outcome => outcome == ProviderOutcome.Accepted("message-1"));
        (JsonObject body, string authorization, _) = stub.Calls.Should().ContainSingle().Subject;
        authorization.Should().Be("Bearer SG.key");
        body["subject"]!.GetValue<string>().Should().Be("Order shipped");
        body["from"]!["email"]!.GetValue<string>().Should().Be("no-reply@example.org");
        body["content"]!.AsArray().Select(one => one!["type"]!.GetValue<string>()).Should().Equal("text/plain", "text/html");
        body["categories"]!.AsArray().Select(one => one!.GetValue<string>()).Should().Equal("order-shipped");
        JsonArray personalizations = body["personalizations"]!.AsArray();
        personalizations.Should().HaveCount(1000).And.OnlyContain(one => one!["to"]!.AsArray().Count == 1);
        personalizations[7]!["to"]![0]!["email"]!.GetValue<string>().Should().Be("user7@example.com");
        personalizations[7]!["custom_args"]!["delivery"]!.GetValue<string>().Should().Be($"{notice.Id}-3-email-7");
        personalizations[7]!["headers"]!["Message-ID"]!.GetValue<string>().Should().Be($"<{notice.Id}-3-email-7@example.org>");
    }

    [Theory]
    [InlineData(429, "17", 17)]
    [InlineData(429, null, null)]
    [InlineData(503, "120", 120)]
    [InlineData(500, null, null)]
    [InlineData(502, "nonsense", null)]
    [InlineData(408, null, null)]
    public async Task What_may_pass_is_transient_and_Retry_After_is_told(int status, string? header, int? seconds)
    {
        await using SendGridStub stub = await SendGridStub.StartAsync();
        stub.Answer = SendGridStub.Refusing(status, "too many requests", retryAfter: header);
        ProviderOutcome outcome = await SendOneAsync(stub.Url);

        outcome.Result.Should().Be(AttemptResult.TransientFailure);
        outcome.RetryAfter.Should().Be(seconds is { } some ? TimeSpan.FromSeconds(some) : null);
        outcome.Error.Should().Be($"{status}: too many requests");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(413)]
    public async Task What_is_wrong_for_good_is_permanent_and_its_error_holds_no_address(int status)
    {
        await using SendGridStub stub = await SendGridStub.StartAsync();
        stub.Answer = SendGridStub.Refusing(status, "The address <ann@example.com> is wrong");

        (await SendOneAsync(stub.Url)).Should().Be(ProviderOutcome.Permanent($"{status}: The address <(address)> is wrong"));
    }

    [Fact]
    public async Task A_bad_address_fails_alone_and_the_others_go_out()
    {
        await using SendGridStub stub = await SendGridStub.StartAsync();
        Func<HttpContext, JsonObject, int, Task> accept = stub.Answer;
        stub.Answer = (http, body, number) =>
        {
            string?[] to = [.. body["personalizations"]!.AsArray().Select(one => one!["to"]![0]!["email"]!.GetValue<string>())];
            int bad = Array.FindIndex(to, address => address is "user1@example.com" or "user3@example.com");
            return bad < 0 ? accept(http, body, number) : SendGridStub.Refusing(400, "Does not contain a valid address.", $"personalizations.{bad}.to.0.email")(http, body, number);
        };
        Notice notice = Notice(recipients: 5);
        IReadOnlyList<ProviderOutcome> outcomes = await Provider(stub.Url).SendAsync(notice, Deliveries(notice), CancellationToken.None);

        outcomes.Select(outcome => outcome.Result).Should().Equal(
            AttemptResult.Accepted, AttemptResult.PermanentFailure, AttemptResult.Accepted, AttemptResult.PermanentFailure, AttemptResult.Accepted);
        stub.Calls.Should().HaveCount(3);
    }

    [Fact]
    public async Task An_answer_that_names_each_of_a_thousand_bad_addresses_is_read_to_its_end()
    {
        await using SendGridStub stub = await SendGridStub.StartAsync();
        Func<HttpContext, JsonObject, int, Task> accept = stub.Answer;
        string errors = string.Join(',', Enumerable.Range(0, 999).Select(index =>
            $$"""{ "message": "Does not contain a valid address.", "field": "personalizations.{{index}}.to.0.email", "help": "{{new string('h', 200)}}" }"""));
        stub.Answer = (http, body, number) => number > 1 ? accept(http, body, number) : ProviderStub.Saying(400, $$"""{ "errors": [ {{errors}} ] }""")(http);
        Notice notice = Notice(recipients: 1000);
        IReadOnlyList<ProviderOutcome> outcomes = await Provider(stub.Url).SendAsync(notice, Deliveries(notice), CancellationToken.None);

        outcomes.Take(999).Should().OnlyContain(outcome => outcome == ProviderOutcome.Permanent("400: Does not contain a valid address."));
        outcomes[999].Result.Should().Be(AttemptResult.Accepted);
    }

    [Theory]
    [InlineData("SG.key", "no-reply@example.org", "https://api.sendgrid.com", null)]
    [InlineData("", "", "nonsense", null)]
    [InlineData("SG.key", "", "https://api.sendgrid.com", "SendGrid:From must be an e-mail address")]
    [InlineData("SG.key", "nobody", "https://api.sendgrid.com", "SendGrid:From must be an e-mail address")]
    [InlineData("SG.key", "no-reply@example.org", "api.sendgrid.com", "SendGrid:Host must be an absolute http or https URL")]
    public void Wrong_settings_are_named(string key, string from, string host, string? wrong)
    {
        ValidateOptionsResult result = new SendGridOptionsValidator().Validate(null, new SendGridOptions { ApiKey = key, From = from, Host = host });
        result.Succeeded.Should().Be(wrong is null);
        (result.FailureMessage?.StartsWith(wrong ?? "none", StringComparison.Ordinal) ?? wrong is null).Should().BeTrue();
    }

    private static async Task<ProviderOutcome> SendOneAsync(string url)
    {
        Notice notice = Notice();
        return (await Provider(url).SendAsync(notice, Deliveries(notice), CancellationToken.None)).Single();
    }
}
