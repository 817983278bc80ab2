using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using NoticeFunctions.DeadLetters;
using NoticeFunctions.Kafka;
using NoticeFunctions.Problems;
using NoticeFunctions.Tests.Intake;
using NoticeFunctions.Tests.Kafka;

namespace NoticeFunctions.Tests.DeadLetters;

/// <summary>Dead letters recorded, listed and sent back.</summary>
public sealed class RedriveTests
{
    private readonly InMemoryDeadLetters store = new();
    private readonly FakeKafka kafka = new();
    private readonly FakeTopic topic = new();

    [Fact]
    public async Task A_dead_letter_is_recorded_with_what_its_headers_say_and_without_its_message()
    {
        UndeliverableMessage message = new(
            new KafkaRecord { Topic = "notices", Partition = 3, Offset = 7, Value = "secret"u8.ToArray(), Headers = [new() { Key = "authorization", Value = "Bearer x"u8.ToArray() }] },
            "invalid",
            new Problem("urn:notice:problem:invalid-request", "t", 400, "d"),
            "orders");

        await RecordAsync(new KafkaRecord
        {
            Topic = "notices.dead-letter",
            Partition = 1,
            Offset = 2,
            Value = message.Record.Value,
            Timestamp = new() { UnixTimestampMs = 1_800_000_000_000, Type = KafkaTimestampType.CreateTime },
            Headers = [.. DeadLetterHeaders.Of(message).Select(header => new KafkaHeader { Key = header.Key, Value = header.Value })],
        });
        Answer answer = await ListAsync("?reason=invalid");

        JsonObject item = answer.Body["items"]!.AsArray().Single()!.AsObject();
        item["id"]!.GetValue<string>().Should().Be(message.Id);
        item.ToJsonString().Should().Contain("\"topic\":\"notices\",\"partition\":3,\"offset\":7").And.Contain("\"application\":\"orders\"").And.Contain("invalid-request")
            .And.NotContain("secret").And.NotContain("Bearer");
        (await ListAsync("?reason=other")).Body["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task What_somebody_else_has_put_into_the_topic_is_listed_as_unknown()
    {
        await RecordAsync(new KafkaRecord { Topic = "notices.dead-letter", Partition = 1, Offset = 2, Value = "?"u8.ToArray(), Headers = [] });

        (await ListAsync("")).Body["items"]![0]!["reason"]!.GetValue<string>().Should().Be("unknown");
    }

    [Fact]
    public async Task A_dry_run_counts_and_does_nothing()
    {
        await AddAsync("invalid", 3);
        await AddAsync("forbidden", 2);

        Answer answer = await RedriveAsync("""{ "reason": "invalid", "dryRun": true }""");

        answer.Body.ToJsonString().Should().Be("""{"matched":3,"redriven":0,"missing":0,"more":false,"dryRun":true}""");
        kafka.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task Dead_letters_go_back_as_they_were_to_where_they_came_from_and_leave_the_list()
    {
        await AddAsync("invalid", 3);
        topic.Gone.Add("invalid-1");

        Answer answer = await RedriveAsync("""{ "all": true }""");

        answer.Body.ToJsonString().Should().Be("""{"matched":3,"redriven":2,"missing":1,"more":false,"dryRun":false}""");
        kafka.Sent.Should().HaveCount(2).And.OnlyContain(sent => sent.Topic == "notices");
        kafka.Sent.Select(sent => FakeKafka.Header(sent.Message, DeadLetterHeaders.Redriven)).Should().Equal("invalid-0", "invalid-2");
        kafka.Sent.Should().OnlyContain(sent => FakeKafka.Header(sent.Message, "own") == "kept");
        (await ListAsync("")).Body["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()).Should().Equal("invalid-1");
    }

    [Fact]
    public async Task A_thousand_go_back_at_a_time()
    {
        await AddAsync("invalid", 1001);

        (await RedriveAsync("""{ "reason": "invalid" }""")).Body.ToJsonString().Should().Be("""{"matched":1000,"redriven":1000,"missing":0,"more":true,"dryRun":false}""");
        (await RedriveAsync("""{ "reason": "invalid" }""")).Body.ToJsonString().Should().Be("""{"matched":1,"redriven":1,"missing":0,"more":false,"dryRun":false}""");
    }

    [Theory]
    [InlineData("{}", "")]
    [InlineData("""{ "ids": [], "reason": 1, "dryRun": "yes", "x": 1 }""", "/x,/ids,/reason,/dryRun")]
    [InlineData("""{ "reason": "invalid", "all": true }""", "")]
    public async Task An_order_that_says_nothing_or_two_things_is_refused(string body, string pointers)
    {
        Answer answer = await RedriveAsync(body);

        answer.Status.Should().Be(400);
        string.Join(',', answer.Body["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>())).Should().Be(pointers);
    }

    [Fact]
    public async Task Brokers_that_are_away_leave_the_list_as_it_is()
    {
        await AddAsync("invalid", 1);
        kafka.Away = true;

        (await RedriveAsync("""{ "all": true }""")).Status.Should().Be(503);
        (await ListAsync("")).Body["items"]!.AsArray().Should().HaveCount(1);
    }

    [Fact]
    public async Task A_platform_without_Kafka_says_so() =>
        (await RedriveAsync("""{ "all": true }""", brokers: null)).Status.Should().Be(409);

    private Task RecordAsync(KafkaRecord record) => new RecordDeadLetters(store, TimeProvider.System).RunAsync([record], TestContext.Current.CancellationToken);

    private Task AddAsync(string reason, int count) => store.AddAsync(
        [.. Enumerable.Range(0, count).Select(i => new DeadLetter($"{reason}-{i}", reason, Problem: null, "orders", "notices", 0, i, DateTimeOffset.UnixEpoch.AddSeconds(i), 1, new DeadLetterPlace(0, i)))],
        TestContext.Current.CancellationToken);

    private async Task<Answer> ListAsync(string query)
    {
        DefaultHttpContext http = IntakeHarness.Request([], contentType: null);
        http.Request.QueryString = new QueryString(query);
        return await IntakeHarness.AnswerAsync(http, await new ListDeadLetters(store).RunAsync(http.Request));
    }

    private async Task<Answer> RedriveAsync(string body, string? brokers = "127.0.0.1:9")
    {
        DefaultHttpContext http = IntakeHarness.Request(Encoding.UTF8.GetBytes(body), "application/json");
        RedriveDeadLetters function = new(store, topic, kafka, new KafkaSettings(brokers, "notices"), NullLogger<RedriveDeadLetters>.Instance);
        return await IntakeHarness.AnswerAsync(http, await function.RunAsync(http.Request));
    }

    private sealed class FakeTopic : IDeadLetterTopic
    {
        public HashSet<string> Gone { get; } = [];

        public Task<IReadOnlyList<OutgoingMessage?>> ReadAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<OutgoingMessage?>>(
            [.. letters.Select(letter => Gone.Contains(letter.Id) ? null : new OutgoingMessage("key"u8.ToArray(), "value"u8.ToArray(), [DeadLetterHeaders.Text("own", "kept")]))]);
    }
}
