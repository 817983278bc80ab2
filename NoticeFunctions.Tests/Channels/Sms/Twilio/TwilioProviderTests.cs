using NoticeFunctions.Channels;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Support.Providers;

namespace NoticeFunctions.Tests.Channels.Sms.Twilio;

public sealed class TwilioProviderTests : IAsyncLifetime
{
    private const string Number = "+14155550100";

    private TwilioStub stub = null!;

    public async ValueTask InitializeAsync() => stub = await TwilioStub.StartAsync();

    public ValueTask DisposeAsync() => stub.DisposeAsync();

    private static Notice Notice(string text = "On its way.", params string[] numbers) =>
        Kinds.Notice(Channel.Sms, [.. (numbers.Length == 0 ? [Number] : numbers).Select(number => new Recipient(Phone: number))]) with { Content = new(text) };

    private IProvider Open(string? publicUrl = null, params (string Name, string? Value)[] settings)
    {
        Dictionary<string, string> all = new(stub.Settings);
        foreach ((string name, string? value) in settings)
        {
            all.Remove(name);
            if (value is not null)
            {
                all.Add(name, value);
            }
        }

        return Kinds.Named("twilio", publicUrl: publicUrl).Open(all);
    }

    [Fact]
    public async Task A_message_goes_out_and_its_sid_and_segments_come_back()
    {
        ProviderOutcome outcome = await Open().SendOneAsync(Notice() with { Content = new("Text", Sms: "For SMS: " + new string('a', 160)) });

        outcome.Should().Be(ProviderOutcome.Accepted($"SM{1:x32}") with { Segments = 2 });
        stub.Messages.Should().ContainSingle().Which.Should().Equal(new Dictionary<string, string>
        {
            ["To"] = Number,
            ["Body"] = "For SMS: " + new string('a', 160),
            ["From"] = TwilioStub.From,
        });
    }

    [Fact]
    public async Task A_messaging_service_takes_the_place_of_a_number_and_a_text_without_a_form_for_SMS_is_the_text()
    {
        ProviderOutcome outcome = await Open(settings: [("from", null), ("messagingServiceSid", TwilioStub.Service)]).SendOneAsync(Notice("Grüße & 你好"));

        outcome.Result.Should().Be(AttemptResult.Accepted);
        stub.Messages.Single().Should().Contain("MessagingServiceSid", TwilioStub.Service).And.Contain("Body", "Grüße & 你好").And.NotContainKey("From");
    }

    [Fact]
    public async Task Many_recipients_are_a_message_each_and_their_outcomes_keep_their_order()
    {
        string[] numbers = [.. Enumerable.Range(0, 50).Select(index => index == 7 ? TwilioStub.Unsubscribed : $"+1415555{index:0000}")];
        IProvider provider = Open();
        IReadOnlyList<ProviderOutcome> outcomes = await provider.SendAllAsync(Notice("Hello", numbers));

        provider.LargestBatch.Should().Be(50);
        stub.Messages.Should().HaveCount(49);
        outcomes.Select((outcome, index) => outcome.Result == (index == 7 ? AttemptResult.PermanentFailure : AttemptResult.Accepted)).Should().HaveCount(50).And.OnlyContain(right => right);
        outcomes[7].Error.Should().Be("400 (21610): Attempt to send to unsubscribed recipient (number)");
    }

    [Theory]
    [InlineData("https://notice.example.com/", "https://notice.example.com/api/webhooks/twilio?application=orders&delivery=")]
    [InlineData("https://notice.example.com/base", "https://notice.example.com/base/api/webhooks/twilio?application=orders&delivery=")]
    [InlineData("http://127.0.0.1:7071", null)]
    [InlineData("http://localhost:7071", null)]
    [InlineData("https://10.0.0.7", null)]
    [InlineData("https://notice", null)]
    [InlineData("https://my_notice.example.com", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public async Task Twilio_is_told_where_to_report_to_where_it_can(string? publicUrl, string? callback)
    {
        Notice notice = Notice();
        (await Open(publicUrl).SendOneAsync(notice)).Result.Should().Be(AttemptResult.Accepted);

        stub.Messages.Single().GetValueOrDefault("StatusCallback").Should().Be(callback is null ? null : $"{callback}{notice.Id}-3-sms-0");
    }

    [Theory]
    [InlineData("accountSid", "AC00000000000000000000000000000000", "401 (20003): Authenticate")]
    [InlineData("authToken", "another", "401 (20003): Authenticate")]
    [InlineData("from", "+14155550111", "400 (21606): The 'From' phone number (number) is not a valid, message-capable Twilio phone number for (number)")]
    public async Task Settings_that_Twilio_refuses_are_final(string name, string value, string error) =>
        (await Open(settings: [(name, value)]).SendOneAsync(Notice())).Should().Be(ProviderOutcome.Permanent(error));

    [Fact]
    public async Task A_messaging_service_that_is_not_there_is_final() =>
        (await Open(settings: [("from", null), ("messagingServiceSid", "MG00000000000000000000000000000000")]).SendOneAsync(Notice()))
            .Should().Be(ProviderOutcome.Permanent("404 (21701): The Messaging Service was not found."));

    [Theory]
    [InlineData("", "Hello", "400 (21604): A 'To' phone number is required.")]
    [InlineData("0170 123456", "Hello", "400 (21211): Invalid 'To' Phone Number: (number)")]
    [InlineData(TwilioStub.Unsubscribed, "Hello", "400 (21610): Attempt to send to unsubscribed recipient (number)")]
    [InlineData(Number, "", "400 (21602): Message body is required.")]
    public async Task A_message_that_Twilio_refuses_is_final_and_its_error_holds_no_number(string number, string text, string error) =>
        (await Open().SendOneAsync(Notice(text, number))).Should().Be(ProviderOutcome.Permanent(error));

    [Theory]
    [InlineData(1600, true)]
    [InlineData(1601, false)]
    public async Task A_text_has_at_most_1600_characters(int length, bool accepted) =>
        (await Open().SendOneAsync(Notice(new string('a', length)))).Result.Should().Be(accepted ? AttemptResult.Accepted : AttemptResult.PermanentFailure);

    [Theory]
    [InlineData(429, 20429, "17", 17)]
    [InlineData(429, 20429, null, null)]
    [InlineData(503, 20503, "120", 120)]
    [InlineData(500, 20500, null, null)]
    [InlineData(408, 20408, null, null)]
    [InlineData(400, 21611, null, null)]
    public async Task What_may_pass_is_transient_and_Retry_After_is_told(int status, int code, string? header, int? seconds)
    {
        stub.Next(TwilioStub.Refusing(status, code, "Too many requests", header));
        ProviderOutcome outcome = await Open().SendOneAsync(Notice());

        outcome.Should().Be(ProviderOutcome.Transient($"{status} ({code}): Too many requests", seconds is { } some ? TimeSpan.FromSeconds(some) : null));
        (await Open().SendOneAsync(Notice())).Result.Should().Be(AttemptResult.Accepted, "the next attempt finds it over");
    }
}
