using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NoticeFunctions.Applications;
using NoticeFunctions.Intake.FromKafka;
using NoticeFunctions.Kafka;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Tests.Kafka;
using NSubstitute;

namespace NoticeFunctions.Tests.Intake.FromKafka;

/// <summary>What becomes of messages.</summary>
public sealed class AcceptFromKafkaTests : IAsyncLifetime
{
    private KafkaIntakeHarness harness = null!;

    public async ValueTask InitializeAsync() => harness = await KafkaIntakeHarness.StartAsync();

    public ValueTask DisposeAsync() => harness.DisposeAsync();

    [Fact]
    public async Task A_message_is_a_notice_once_however_often_it_comes()
    {
        KafkaRecord message = harness.Record(KafkaIntakeHarness.Body);

        await harness.AcceptAsync(message);
        await harness.AcceptAsync(message);

        (await NoticesAsync()).Should().ContainSingle().Which.Notice.Title.Should().Be("Order shipped");
        harness.Reasons.Should().BeEmpty();
    }

    [Fact]
    public async Task Messages_of_the_same_text_are_notices_of_their_own()
    {
        await harness.AcceptAsync([.. Enumerable.Range(0, 50).Select(_ => harness.Record(KafkaIntakeHarness.Body))]);

        (await NoticesAsync()).Should().HaveCount(50);
    }

    [Fact]
    public async Task An_idempotency_key_is_the_same_through_both_doors()
    {
        Answer posted = await harness.Http.PostAsync(KafkaIntakeHarness.Body, key: "order-1");

        await harness.AcceptAsync(harness.Record(KafkaIntakeHarness.Body, headers: ("idempotency-key", "order-1")));

        (await NoticesAsync()).Should().ContainSingle().Which.Notice.Id.Should().Be((string)posted.Body["id"]!);
    }

    [Fact]
    public async Task Of_two_messages_with_one_key_in_a_batch_the_first_is_the_notice_and_another_text_is_refused()
    {
        await harness.AcceptAsync(
            harness.Record(KafkaIntakeHarness.Body, headers: ("idempotency-key", "k")),
            harness.Record(KafkaIntakeHarness.Body.Replace("shipped", "lost", StringComparison.Ordinal), headers: ("idempotency-key", "k")));

        (await NoticesAsync()).Should().ContainSingle().Which.Notice.Title.Should().Be("Order shipped");
        harness.Reasons.Should().Equal(RefusalReasons.IdempotencyConflict);
    }

    [Fact]
    public async Task An_event_is_taken_in_binary_mode_and_known_by_its_source_and_id()
    {
        (string, string)[] told = [("ce_specversion", "1.0"), ("ce_type", "notice.requested"), ("ce_source", "/orders"), ("ce_id", "1"), ("content-type", "application/json")];

        await harness.AcceptAsync(harness.Record(KafkaIntakeHarness.Body, headers: told), harness.Record(KafkaIntakeHarness.Body, headers: told));

        (await NoticesAsync()).Should().ContainSingle();
        harness.Reasons.Should().BeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_is_taken_in_structured_mode_with_or_without_its_content_type(bool hasContentType)
    {
        string told = $$"""{ "specversion": "1.0", "type": "notice.requested", "source": "/orders", "id": "1", "extension": 1, "data": {{KafkaIntakeHarness.Body}} }""";
        (string, string)[] headers = hasContentType ? [("content-type", "application/cloudevents+json; charset=UTF-8")] : [];

        await harness.AcceptAsync(harness.Record(told, headers: headers), harness.Record(told, headers: headers));

        (await NoticesAsync()).Should().ContainSingle().Which.Notice.Title.Should().Be("Order shipped");
        harness.Reasons.Should().BeEmpty();
    }

    [Theory]
    [InlineData("hello", RefusalReasons.NotJson, 400)]
    [InlineData(null, RefusalReasons.NotJson, 400)]
    [InlineData("""{ "title": "t" }""", RefusalReasons.Invalid, 400)]
    [InlineData("""{ "specversion": "1.0", "type": "order.created", "source": "/orders", "id": "1", "data": {} }""", RefusalReasons.UnknownEventType, 400)]
    [InlineData("""{ "specversion": "2.0", "type": "notice.requested", "id": "1" }""", RefusalReasons.InvalidEvent, 400)]
    public async Task What_is_no_notice_is_a_dead_letter_with_the_reason_and_the_problem(string? value, string reason, int status)
    {
        KafkaRecord message = harness.Record(value, headers: ("trace", "kept"));

        await harness.AcceptAsync(message, harness.Record(KafkaIntakeHarness.Body));

        harness.Reasons.Should().Equal(reason);
        OutgoingMessage letter = harness.Kafka.Sent.Single().Message;
        letter.Value.Should().BeEquivalentTo(message.Value ?? null);
        FakeKafka.Header(letter, "trace").Should().Be("kept");
        FakeKafka.Header(letter, DeadLetterHeaders.Topic).Should().Be("notices");
        FakeKafka.Header(letter, DeadLetterHeaders.Partition).Should().Be("0");
        FakeKafka.Header(letter, DeadLetterHeaders.Offset).Should().Be(message.Offset.ToString(CultureInfo.InvariantCulture));
        FakeKafka.Header(letter, DeadLetterHeaders.Problem).Should().Contain($"\"status\":{status}");
        FakeKafka.Header(letter, DeadLetterHeaders.Application).Should().Be("orders");
        (await NoticesAsync()).Should().ContainSingle("what is behind it flows");
    }

    [Theory]
    [InlineData(null, RefusalReasons.Unauthenticated)]
    [InlineData("somebody-elses", RefusalReasons.Unauthenticated)]
    [InlineData(KafkaIntakeHarness.ReaderToken, RefusalReasons.Forbidden)]
    public async Task Who_may_not_send_over_HTTP_may_not_here(string? token, string reason)
    {
        await harness.AcceptAsync(harness.Record(KafkaIntakeHarness.Body, token));

        harness.Reasons.Should().Equal(reason);
        (await NoticesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_too_long_is_a_dead_letter_without_its_value_where_the_topic_takes_none_so_long()
    {
        harness.Kafka.Largest = MessageReader.ValueBytes;

        await harness.AcceptAsync(harness.Record(new string('x', MessageReader.ValueBytes + 1)));

        harness.Reasons.Should().Equal(RefusalReasons.TooLarge);
        harness.Kafka.Sent.Single().Message.Value.Should().BeNull();
        FakeKafka.Header(harness.Kafka.Sent.Single().Message, DeadLetterHeaders.Truncated).Should().Be("true");
    }

    [Fact]
    public async Task A_batch_that_comes_again_sends_no_dead_letter_twice()
    {
        KafkaRecord bad = harness.Record("hello");

        await harness.AcceptAsync(bad);
        await harness.AcceptAsync(bad, harness.Record("hello"));

        harness.Kafka.Sent.Should().HaveCount(2);
        harness.Kafka.Sent.Select(sent => FakeKafka.Header(sent.Message, DeadLetterHeaders.Id)).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_store_that_is_away_fails_the_batch_which_is_whole_when_it_comes_again()
    {
        KafkaRecord[] batch = [harness.Record("hello"), harness.Record(KafkaIntakeHarness.Body), harness.Record(KafkaIntakeHarness.Body)];
        harness.Http.Notices.Store.Away = true;
        Func<Task> accept = () => harness.AcceptAsync(batch);

        await accept.Should().ThrowAsync<RecordsUnavailableException>();
        harness.Kafka.Sent.Should().BeEmpty();
        harness.Http.Notices.Store.Away = false;
        await accept();

        (await NoticesAsync()).Should().HaveCount(2);
        harness.Reasons.Should().Equal(RefusalReasons.NotJson);
    }

    [Fact]
    public async Task All_of_a_batch_is_reserved_before_any_of_it_is_started()
    {
        ConcurrentQueue<long> reserved = new();
        DurableTaskClient client = Substitute.For<DurableTaskClient>("test");
        client.ScheduleNewOrchestrationInstanceAsync(default, default, default, default).ReturnsForAnyArgs(async _ =>
        {
            reserved.Enqueue(await harness.Http.Notices.Store.CountPendingAsync("orders", exactly: true, TestContext.Current.CancellationToken));
            return "";
        });

        await harness.AcceptAsync(client, [.. Enumerable.Range(0, 50).Select(_ => harness.Record(KafkaIntakeHarness.Body))]);

        reserved.Should().HaveCount(50).And.OnlyContain(count => count == 50, "the engine is to have all starts at once, for one write");
    }

    [Fact]
    public async Task What_can_not_be_reserved_fails_the_batch_and_holds_up_no_other_of_it()
    {
        KafkaRecord[] batch = [harness.Record(KafkaIntakeHarness.Body.Replace("shipped", "lost", StringComparison.Ordinal)), harness.Record(KafkaIntakeHarness.Body)];
        harness.Http.Notices.Store.AwayFor = notice => notice.Title == "Order lost";
        Func<Task> accept = () => harness.AcceptAsync(batch);

        await accept.Should().ThrowAsync<RecordsUnavailableException>();

        NoticeRecord other = (await NoticesAsync()).Should().ContainSingle().Subject;
        (await harness.Http.Notices.Engine.Client.GetInstanceAsync(other.Notice.Id, TestContext.Current.CancellationToken)).Should().NotBeNull();
        harness.Http.Notices.Store.AwayFor = _ => false;
        await accept();
        (await NoticesAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task Brokers_that_are_away_fail_the_batch_of_a_dead_letter()
    {
        harness.Kafka.Away = true;
        Func<Task> accept = () => harness.AcceptAsync(harness.Record("hello"));

        await accept.Should().ThrowAsync<KafkaUnavailableException>();
    }

    [Fact]
    public async Task Now_is_when_the_message_was_sent()
    {
        DateTimeOffset sent = Now - TimeSpan.FromMinutes(10);
        string scheduled = $$"""{ "title": "t", "content": "c", "to": [ { "email": "ann@example.com" } ], "schedule": { "at": "{{sent.AddMinutes(5):O}}" } }""";

        await harness.AcceptAsync(harness.Record(scheduled, at: sent));

        harness.Reasons.Should().BeEmpty();
        (await NoticesAsync()).Single().Notice.Created.Should().Be(new DateTimeOffset(sent.Ticks - (sent.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero));
    }

    [Fact]
    public async Task What_is_over_its_applications_limit_is_due_when_the_limit_admits_it_and_dead_beyond_an_hour()
    {
        await using KafkaIntakeHarness limited = await KafkaIntakeHarness.StartAsync(new ApplicationRules { NoticesPerMinute = 2 });
        DateTimeOffset now = limited.Http.Notices.Time.GetUtcNow();

        await limited.AcceptAsync([.. Enumerable.Range(0, 130).Select(_ => limited.Record(KafkaIntakeHarness.Body))]);

        long present = now.ToUnixTimeSeconds() / 60;
        IReadOnlyList<NoticeRecord> notices = await NoticesAsync(limited);
        Dictionary<long, int> byMinute = notices.GroupBy(record => (record.Notice.FirstDue.ToUnixTimeSeconds() / 60) - present).ToDictionary(minute => minute.Key, minute => minute.Count());
        byMinute[0].Should().BeInRange(2, 3);
        byMinute.Where(minute => minute.Key > 0).Should().HaveCount(60).And.OnlyContain(minute => minute.Value == 2);
        limited.Reasons.Should().HaveCount(130 - notices.Count).And.OnlyContain(reason => reason == RefusalReasons.RateLimited);
        notices.Where(record => record.Notice.FirstDue > now.AddMinutes(1)).Should().OnlyContain(record => record.Notice.FirstDue.Second == 0);
    }

    private DateTimeOffset Now => harness.Http.Notices.Time.GetUtcNow();

    private Task<IReadOnlyList<NoticeRecord>> NoticesAsync() => NoticesAsync(harness);

    private static async Task<IReadOnlyList<NoticeRecord>> NoticesAsync(KafkaIntakeHarness of) =>
        (await of.Http.Notices.Store.ListAsync("orders", NoticeFilter.None, 1000, continuation: null, TestContext.Current.CancellationToken)).Items;
}
