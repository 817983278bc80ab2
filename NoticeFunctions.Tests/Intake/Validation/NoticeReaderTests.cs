using System.Text.Json.Nodes;
using NoticeFunctions.Applications;
using NoticeFunctions.Intake;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Tests.Intake.Validation;

public sealed class NoticeReaderTests
{
    private const string Long = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

    [Theory]
    [InlineData("title", null, "/title")]
    [InlineData("title", "null", "/title")]
    [InlineData("title", "\"\"", "/title")]
    [InlineData("title", "\"   \"", "/title")]
    [InlineData("title", "1", "/title")]
    [InlineData("title", "[\"a\"]", "/title")]
    [InlineData("title", "\"two\\r\\nlines\"", "/title")]
    [InlineData("title", "\"a\\u0000b\"", "/title")]
    [InlineData("title", "\"a\\u0085b\"", "/title")]
    [InlineData("title", "\"a\\u2028b\"", "/title")]
    [InlineData("content", null, "/content")]
    [InlineData("content", "\"\"", "/content")]
    [InlineData("content", "17", "/content")]
    [InlineData("content", "[]", "/content")]
    [InlineData("content", "{}", "/content/text")]
    [InlineData("content", "{\"html\":\"<p/>\"}", "/content/text")]
    [InlineData("content", "{\"text\":\"a\",\"fax\":\"b\"}", "/content/fax")]
    [InlineData("content", "{\"text\":\"a\",\"html\":1}", "/content/html")]
    [InlineData("content", "{\"text\":\"a\",\"sms\":\"\"}", "/content/sms")]
    [InlineData("to", null, "/to")]
    [InlineData("to", "null", "/to")]
    [InlineData("to", "[]", "/to")]
    [InlineData("to", "\"ann@example.com\"", "/to")]
    [InlineData("to", "{\"email\":\"ann@example.com\"}", "/to")]
    [InlineData("to", "[\"ann@example.com\"]", "/to/0")]
    [InlineData("to", "[{}]", "/to/0")]
    [InlineData("to", "[{\"name\":\"Ann\"}]", "/to/0")]
    [InlineData("to", "[{\"email\":\"ann\"}]", "/to/0/email")]
    [InlineData("to", "[{\"email\":7}]", "/to/0/email")]
    [InlineData("to", "[{\"email\":\"ann@example.com\"},{\"email\":\"ann@example.com\\nBcc: eve@example.com\"}]", "/to/1/email")]
    [InlineData("to", "[{\"phone\":\"0170 123456\"}]", "/to/0/phone")]
    [InlineData("to", "[{\"user\":\"\"}]", "/to/0/user")]
    [InlineData("to", "[{\"user\":\"a\\tb\"}]", "/to/0/user")]
    [InlineData("to", "[{\"device\":\" \"}]", "/to/0/device")]
    [InlineData("to", "[{\"email\":\"ann@example.com\",\"name\":\"Ann\\r\\nX: y\"}]", "/to/0/name")]
    [InlineData("to", "[{\"email\":\"ann@example.com\",\"fax\":\"1\"}]", "/to/0/fax")]
    [InlineData("channels", "[]", "/channels")]
    [InlineData("channels", "\"email\"", "/channels")]
    [InlineData("channels", "[\"fax\"]", "/channels/0")]
    [InlineData("channels", "[\"Email\"]", "/channels/0")]
    [InlineData("channels", "[0]", "/channels/0")]
    [InlineData("channels", "[\"email\",\"email\"]", "/channels/1")]
    [InlineData("channels", "[\"email\",\"sms\"]", "/channels/1")]
    [InlineData("schedule", "\"tomorrow\"", "/schedule")]
    [InlineData("schedule", "{}", "/schedule")]
    [InlineData("schedule", "{\"at\":\"2026-06-01T13:00:00Z\",\"delay\":\"PT1M\"}", "/schedule")]
    [InlineData("schedule", "{\"cron\":\"* * * * *\",\"at\":\"2026-06-01T13:00:00Z\",\"count\":2}", "/schedule")]
    [InlineData("schedule", "{\"at\":\"2026-06-01T11:58:59Z\"}", "/schedule/at")]
    [InlineData("schedule", "{\"at\":\"2026-06-01T13:00:00\"}", "/schedule/at")]
    [InlineData("schedule", "{\"at\":1780000000}", "/schedule/at")]
    [InlineData("schedule", "{\"at\":\"2099-06-01T13:00:00Z\",\"count\":2}", "/schedule/count")]
    [InlineData("schedule", "{\"delay\":\"15 minutes\"}", "/schedule/delay")]
    [InlineData("schedule", "{\"delay\":\"-PT1M\"}", "/schedule/delay")]
    [InlineData("schedule", "{\"delay\":\"P9000Y\"}", "/schedule/delay")]
    [InlineData("schedule", "{\"every\":\"PT0.9S\",\"count\":2}", "/schedule/every")]
    [InlineData("schedule", "{\"every\":\"PT0S\",\"count\":2}", "/schedule/every")]
    [InlineData("schedule", "{\"every\":60,\"count\":2}", "/schedule/every")]
    [InlineData("schedule", "{\"every\":\"PT1H\"}", "/schedule")]
    [InlineData("schedule", "{\"every\":\"PT1H\",\"start\":\"2099-06-01T13:00:00Z\"}", "/schedule")]
    [InlineData("schedule", "{\"every\":\"PT1H\",\"count\":0}", "/schedule/count")]
    [InlineData("schedule", "{\"every\":\"PT1H\",\"count\":-1}", "/schedule/count")]
    [InlineData("schedule", "{\"every\":\"PT1H\",\"count\":1.5}", "/schedule/count")]
    [InlineData("schedule", "{\"every\":\"PT1H\",\"count\":\"3\"}", "/schedule/count")]
    [InlineData("schedule", "{\"every\":\"PT1H\",\"count\":99999999999}", "/schedule/count")]
    [InlineData("schedule", "{\"every\":\"PT1H\",\"until\":\"2026-06-01T11:00:00Z\"}", "/schedule/until")]
    [InlineData("schedule", "{\"every\":\"PT1H\",\"start\":\"2099-06-02T00:00:00Z\",\"until\":\"2099-06-01T00:00:00Z\"}", "/schedule/until")]
    [InlineData("schedule", "{\"every\":\"PT1H\",\"start\":\"2020-06-02T00:00:00Z\",\"count\":2}", "/schedule/start")]
    [InlineData("priority", "\"high\"", "/priority")]
    [InlineData("priority", "1", "/priority")]
    [InlineData("category", "\"\"", "/category")]
    [InlineData("category", "\"Order Shipped\"", "/category")]
    [InlineData("category", "\"" + Long + "\"", "/category")]
    [InlineData("category", "\"a\\n\"", "/category")]
    [InlineData("metadata", "\"a\"", "/metadata")]
    [InlineData("metadata", "{\"order\":1234}", "/metadata/order")]
    [InlineData("metadata", "{\"a/b~c\":null}", "/metadata/a~1b~0c")]
    [InlineData("data", "{}", "/data")]
    [InlineData("stop", "\"acknowledged\"", "/stop")]
    [InlineData("stopWhen", "\"never\"", "/stopWhen")]
    [InlineData("acknowledge", "\"each\"", "/acknowledge")]
    [InlineData("expires", "\"soon\"", "/expires")]
    [InlineData("expires", "\"PT0S\"", "/expires")]
    [InlineData("expires", "\"2020-01-01T00:00:00Z\"", "/expires")]
    [InlineData("Title", "\"a\"", "/Title")]
    public void One_wrong_member_is_named_with_an_example(string member, string? value, string pointer)
    {
        (NoticeDraft? notice, IReadOnlyList<Fault> faults) = Reading.Of(Reading.With(member, value));

        notice.Should().BeNull();
        Fault fault = faults.Should().ContainSingle().Subject;
        fault.Pointer.Should().Be(pointer);
        fault.Detail.Should().NotBeNullOrWhiteSpace();
        fault.Example.Should().NotBeNull();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"a\"")]
    [InlineData("1")]
    [InlineData("true")]
    public void A_body_that_is_no_object_is_named_as_a_whole(string json) =>
        Reading.Of(json).Faults.Should().ContainSingle().Which.Pointer.Should().BeEmpty();

    [Fact]
    public void A_cycle_without_an_end_takes_the_scope_for_it()
    {
        string endless = Reading.With("schedule", """{ "every": "PT1H" }""");
        Caller allowed = Reading.Sender with { Scopes = Scopes.NoticesWrite | Scopes.NoticesEndless };

        Reading.Of(endless).Faults.Should().ContainSingle().Which.Should().Match<Fault>(fault => fault.Pointer == "/schedule" && fault.Detail.Contains("notices:endless"));
        Reading.Of(endless, allowed).Notice!.Schedule!.Every.Should().Be("PT1H");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("[\"email\",\"sms\"]")]
    public void A_channel_that_the_application_may_not_use_is_named(string? channels)
    {
        Caller mailer = Reading.Sender with { Rules = new ApplicationRules { Channels = [Channel.Email] } };
        JsonObject notice = JsonNode.Parse(Reading.With("channels", channels))!.AsObject();
        notice["to"]![0]!["phone"] = "+14155550100";

        Reading.Of(notice.ToJsonString(), mailer).Faults.Should().ContainSingle().Which.Should()
            .Match<Fault>(fault => fault.Pointer == "/channels" && fault.Detail == "sms is not open to your application; open are: email");
        Reading.Of(notice.ToJsonString()).Faults.Should().BeEmpty();
    }

    [Fact]
    public void All_wrong_members_are_named_at_once()
    {
        const string json = """
            { "title": "", "content": 5, "to": [ { "email": "ann" }, { "phone": "1" }, {} ], "channels": [ "fax" ],
              "schedule": { "every": "PT0S", "count": 0, "until": "2020-01-01T00:00:00Z" }, "priority": "x", "category": "A", "metadata": { "a": 1 }, "more": 1, "more": 2 }
            """;

        Reading.Of(json).Faults.Select(fault => fault.Pointer).Should().BeEquivalentTo(
            "/more", "/more", "/title", "/content", "/to/0/email", "/to/1/phone", "/to/2", "/channels/0", "/schedule/every", "/schedule/count", "/schedule/until", "/priority", "/category", "/metadata/a");
    }

    [Theory]
    [InlineData("{\"title\":\"a\",\"title\":\"b\",\"content\":\"c\",\"to\":[{\"email\":\"ann@example.com\"}]}", "/title")]
    [InlineData("{\"title\":\"a\",\"content\":\"c\",\"to\":[{\"email\":\"ann@example.com\",\"email\":\"bob@example.com\"}]}", "/to/0/email")]
    [InlineData("{\"title\":\"a\",\"content\":\"c\",\"to\":[{\"email\":\"ann@example.com\"}],\"metadata\":{\"a\":\"1\",\"a\":\"2\"}}", "/metadata/a")]
    [InlineData("{\"title\":\"a\",\"content\":\"c\",\"to\":[{\"email\":\"ann@example.com\"}],\"schedule\":{\"delay\":\"PT1S\",\"delay\":\"PT2S\"}}", "/schedule/delay")]
    public void A_member_that_stands_twice_is_named(string json, string pointer) =>
        Reading.Of(json).Faults.Should().ContainSingle().Which.Pointer.Should().Be(pointer);

    [Theory]
    [InlineData(998, true)]
    [InlineData(999, false)]
    public void A_title_may_have_998_characters(int length, bool valid) =>
        Reading.Of(Reading.With("title", $"\"{new string('x', length)}\"")).Faults.Count.Should().Be(valid ? 0 : 1);

    [Theory]
    [InlineData('x', 65_536, true)]
    [InlineData('x', 65_537, false)]
    [InlineData('é', 32_768, true)]
    [InlineData('é', 32_769, false)]
    public void Content_may_have_64_kilobytes_of_UTF_8(char one, int length, bool valid) =>
        Reading.Of(Reading.With("content", $"\"{new string(one, length)}\"")).Faults.Count.Should().Be(valid ? 0 : 1);

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public void A_notice_may_have_10_000_recipients(int count, bool valid)
    {
        JsonArray to = [.. Enumerable.Range(0, count).Select(index => new JsonObject { ["email"] = $"user{index}@example.com" })];
        (NoticeDraft? notice, IReadOnlyList<Fault> faults) = Reading.Of(Reading.With("to", to.ToJsonString()));

        faults.Count.Should().Be(valid ? 0 : 1);
        notice?.To.Count.Should().Be(count);
    }

    [Theory]
    [InlineData(20, 1, true)]
    [InlineData(21, 1, false)]
    [InlineData(1, 1022, true)]
    [InlineData(1, 1023, false)]
    public void Metadata_may_have_20_pairs_and_one_kilobyte(int pairs, int length, bool valid)
    {
        JsonObject metadata = [.. Enumerable.Range(10, pairs).Select(index => KeyValuePair.Create(index.ToString(), (JsonNode?)new string('x', length)))];
        Reading.Of(Reading.With("metadata", metadata.ToJsonString())).Faults.Count.Should().Be(valid ? 0 : 1);
    }

    [Fact]
    public void Channels_default_to_those_that_somebody_has_an_address_for()
    {
        (NoticeDraft? notice, _) = Reading.Of(Reading.With("to", """[ { "phone": "+14155550100" }, { "email": "ann@example.com", "device": "d" } ]"""));
        notice!.Channels.Should().Equal(Channel.Email, Channel.Sms, Channel.App);
    }

    [Fact]
    public void A_channel_that_nobody_carries_is_an_error_whether_named_or_implied()
    {
        string json = Reading.With("to", """[ { "phone": "+14155550100", "email": "ann@example.com" } ]""");
        Reading.Of(json, Channel.Email).Faults.Should().ContainSingle().Which.Detail.Should().Contain("sms has no provider");
        Reading.Of(Reading.With("channels", "[\"email\"]"), Channel.Sms).Faults.Should().ContainSingle().Which.Pointer.Should().Be("/channels");
    }

    [Fact]
    public void A_whole_notice_is_read_as_it_was_written()
    {
        const string json = """
            { "title": "Order shipped 📦", "content": { "text": "a", "html": "<p>a</p>", "sms": "s", "push": "p" },
              "to": [ { "email": "ann@example.com", "phone": "+14155550100", "user": "ann", "device": "d", "name": "Ann" } ],
              "channels": [ "webSocket", "email" ], "schedule": { "every": "P1M", "start": "2026-06-30T09:00:00+02:00", "count": 12, "until": "2099-12-31T00:00:00Z" },
              "priority": "urgent", "category": "order-shipped", "metadata": { "order": "1234" } }
            """;

        (NoticeDraft? notice, IReadOnlyList<Fault> faults) = Reading.Of(json);

        faults.Should().BeEmpty();
        notice.Should().BeEquivalentTo(new NoticeDraft(
            "Order shipped 📦",
            new NoticeContent("a", "<p>a</p>", "s", "p"),
            [new Recipient("ann@example.com", "+14155550100", "ann", "d", "Ann")],
            [Channel.Email, Channel.WebSocket],
            new NoticeSchedule(Every: "P1M", Start: DateTimeOffset.Parse("2026-06-30T07:00:00Z"), Count: 12, Until: DateTimeOffset.Parse("2099-12-31T00:00:00Z")),
            Priority.Urgent,
            "order-shipped",
            new Dictionary<string, string> { ["order"] = "1234" }));
    }

    [Theory]
    [InlineData("2026-06-01T11:59:00Z")]
    [InlineData("2026-06-01T12:00:00Z")]
    [InlineData("2099-01-01T00:00:00+14:00")]
    public void An_instant_up_to_a_minute_past_is_taken(string at) => Reading.Of(Reading.With("schedule", $$"""{"at":"{{at}}"}""")).Faults.Should().BeEmpty();

    [Fact]
    public void Optional_members_may_be_null() =>
        Reading.Of("""{"title":"a","content":"b","to":[{"email":"ann@example.com","phone":null}],"channels":null,"schedule":null,"priority":null,"category":null,"metadata":null}""")
            .Faults.Should().BeEmpty();

    [Fact]
    public void A_body_full_of_faults_is_told_a_bounded_number_of_them()
    {
        string json = "{" + string.Join(",", Enumerable.Range(0, 20_000).Select(index => $"\"x{index}\":1")) + "}";
        Reading.Of(json).Faults.Count.Should().Be(FaultList.Most);
    }
}
