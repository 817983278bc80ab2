using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Support.Providers;

namespace NoticeFunctions.Tests.Channels.Sms.Aliyun;

public sealed class AliyunProviderTests : IAsyncLifetime
{
    private const string Number = "+8615900000000";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private AliyunStub stub = null!;

    public async ValueTask InitializeAsync() => stub = await AliyunStub.StartAsync(time);

    public ValueTask DisposeAsync() => stub.DisposeAsync();

    private static Notice Notice(string text = "On its way.", params string[] numbers) =>
        Kinds.Notice(Channel.Sms, [.. (numbers.Length == 0 ? [Number] : numbers).Select(number => new Recipient(Phone: number))]) with { Content = new("The text", Sms: text) };

    private IProvider Open(TimeProvider? clock = null, params (string Name, string Value)[] settings) => Kinds.Named("aliyun", clock ?? time).Open(Settings(settings));

    private Dictionary<string, string> Settings(params (string Name, string Value)[] others)
    {
        Dictionary<string, string> settings = new(stub.Settings);
        foreach ((string name, string value) in others)
        {
            settings[name] = value;
        }

        return settings;
    }

    [Fact]
    public async Task A_message_is_the_template_with_the_title_and_the_text_and_carries_the_deliverys_id()
    {
        Notice notice = Notice("您好 \"Ann\" & +1 = 100 %\n");
        ProviderOutcome outcome = await Open().SendOneAsync(notice);

        outcome.Should().Be(ProviderOutcome.Accepted("9006197469364984^1"));
        IReadOnlyDictionary<string, string> message = stub.Messages.Single();
        message.Keys.Should().BeEquivalentTo("PhoneNumbers", "SignName", "TemplateCode", "TemplateParam", "OutId");
        message["PhoneNumbers"].Should().Be("8615900000000");
        message["OutId"].Should().Be($"{notice.Id}-3-sms-0");
        JsonNode.DeepEquals(JsonNode.Parse(message["TemplateParam"]), new JsonObject { ["title"] = "Order shipped", ["content"] = notice.Content.Sms }).Should().BeTrue();
    }

    [Fact]
    public async Task Many_recipients_are_a_call_each_with_a_nonce_of_its_own()
    {
        string[] numbers = [.. Enumerable.Range(0, 50).Select(index => index == 7 ? "+123" : $"+86159000000{index:00}")];
        IReadOnlyList<ProviderOutcome> outcomes = await Open().SendAllAsync(Notice("Hello", numbers));

        stub.Messages.Should().HaveCount(49);
        outcomes.Select((outcome, index) => outcome.Result == (index == 7 ? AttemptResult.PermanentFailure : AttemptResult.Accepted)).Should().HaveCount(50).And.OnlyContain(right => right);
        outcomes[7].Error.Should().Be("200 (isv.MOBILE_NUMBER_ILLEGAL): 123invalid mobile number");
    }

    [Theory]
    [InlineData("accessKeyId", "LTAI5tAnother", "404 (InvalidAccessKeyId.NotFound): Specified access key is not found.")]
    [InlineData("accessKeySecret", "another", "400 (SignatureDoesNotMatch): Specified signature does not match our calculation.")]
    [InlineData("signName", "another", "200 (isv.SMS_SIGNATURE_ILLEGAL): 该账号下找不到对应签名")]
    [InlineData("templateCode", "SMS_1", "200 (isv.SMS_TEMPLATE_ILLEGAL): 模板不合法(不存在或被拉黑)")]
    public async Task Settings_that_Aliyun_refuses_are_final(string name, string value, string error) =>
        (await Open(settings: [(name, value)]).SendOneAsync(Notice())).Should().Be(ProviderOutcome.Permanent(error));

    [Theory]
    [InlineData(35, true)]
    [InlineData(36, false)]
    public async Task A_variable_has_no_more_characters_than_its_template_lets_it(int length, bool accepted) =>
        (await Open().SendOneAsync(Notice(new string('a', length)))).Result.Should().Be(accepted ? AttemptResult.Accepted : AttemptResult.PermanentFailure);

    [Fact]
    public async Task A_clock_that_is_wrong_by_more_than_a_quarter_of_an_hour_is_told()
    {
        FakeTimeProvider late = new(time.GetUtcNow().AddMinutes(-16));

        (await Open(late).SendOneAsync(Notice())).Should().Be(ProviderOutcome.Permanent("400 (InvalidTimeStamp.Expired): Specified time stamp or date value is expired."));
    }

    [Theory]
    [InlineData(200, "isv.BUSINESS_LIMIT_CONTROL", null, 60)]
    [InlineData(200, "isv.DAY_LIMIT_CONTROL", null, 60)]
    [InlineData(200, "isv.BUSINESS_LIMIT_CONTROL", "300", 300)]
    [InlineData(200, "isv.AMOUNT_NOT_ENOUGH", null, null)]
    [InlineData(200, "isp.SYSTEM_ERROR", null, null)]
    [InlineData(400, "Throttling.User", "17", 17)]
    [InlineData(429, "Throttling", "5", 5)]
    [InlineData(503, "ServiceUnavailable", "120", 120)]
    [InlineData(500, "InternalError", null, null)]
    public async Task What_may_pass_is_transient(int status, string code, string? header, int? seconds)
    {
        stub.Next(AliyunStub.Saying(code, "触发小时级流控Permits:5", status, header));

        (await Open().SendOneAsync(Notice())).Should().Be(ProviderOutcome.Transient($"{status} ({code}): 触发小时级流控Permits:5", seconds is { } some ? TimeSpan.FromSeconds(some) : null));
        (await Open().SendOneAsync(Notice())).Result.Should().Be(AttemptResult.Accepted, "the next attempt finds it over");
    }

    [Theory]
    [InlineData("isv.SMS_CONTENT_ILLEGAL")]
    [InlineData("isv.TEMPLATE_MISSING_PARAMETERS")]
    [InlineData("isv.BLACK_KEY_CONTROL_LIMIT")]
    [InlineData("isp.RAM_PERMISSION_DENY")]
    public async Task What_is_wrong_for_good_is_final_and_its_error_holds_no_number(string code)
    {
        stub.Next(AliyunStub.Saying(code, "15900000000 is refused"));

        (await Open().SendOneAsync(Notice())).Should().Be(ProviderOutcome.Permanent($"200 ({code}): (number) is refused"));
    }

    [Theory]
    [InlineData(200, """{ "Message": "OK" }""")]
    [InlineData(400, """{ "Code": "SignatureNonceUsed", "Message": "Specified signature nonce was used already." }""")]
    public async Task An_answer_that_does_not_tell_whether_the_message_was_taken_leaves_doubt(int status, string body)
    {
        stub.Next(ProviderStub.Saying(status, body));

        (await Open().SendOneAsync(Notice())).Result.Should().Be(AttemptResult.Uncertain);
    }

    [Fact]
    public void The_kind_says_what_it_takes_and_which_of_it_is_secret()
    {
        IProviderKind kind = Kinds.Named("aliyun");

        kind.Channel.Should().Be(Channel.Sms);
        kind.Settings.Select(setting => setting.Name).Should().Equal("accessKeyId", "accessKeySecret", "signName", "templateCode", "endpoint");
        kind.Settings.Where(setting => setting.IsSecret).Select(setting => setting.Name).Should().Equal("accessKeySecret");
        kind.Wrong(Settings()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("accessKeyId", "a,b")]
    [InlineData("accessKeySecret", " ")]
    [InlineData("signName", "a\nb")]
    [InlineData("templateCode", "")]
    [InlineData("endpoint", "dysmsapi.aliyuncs.com")]
    public void A_wrong_setting_is_named(string name, string value) => Kinds.Named("aliyun").Wrong(Settings((name, value))).Should().Equal(name);
}
