using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NJsonSchema;
using NoticeFunctions.Events;
using NoticeFunctions.Kafka;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Tests.Kafka;
using NoticeFunctions.Tests.Records.Contract;
using NoticeFunctions.Tests.Records.InMemory;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Events;

/// <summary>What is recorded is told.</summary>
public sealed class EventTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 5, 6, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeKafka kafka = new();
    private readonly WaitingEvents waiting = new();
    private readonly EventTeller teller;
    private readonly TellingNoticeStore store;

    public EventTests()
    {
        teller = new(kafka, waiting, Options.Create(new EventOptions { Enabled = true }), time, NullLogger<EventTeller>.Instance);
        store = new(new InMemoryNoticeStore(time), teller, time);
    }

    [Fact]
    public async Task The_events_of_a_notice_run_from_accepted_to_completed_in_the_order_of_their_sequence()
    {
        Notice notice = Samples.Notice(1) with { Category = "orders", Metadata = new Dictionary<string, string> { ["order"] = "1234" } };
        await store.ReserveAsync(notice, fingerprint: null, None);
        time.Advance(TimeSpan.FromSeconds(1));
        await CloseAsync(notice, DeliveryStatus.Sent, NoticeStatus.Completed);
        time.Advance(TimeSpan.FromSeconds(1));
        await store.MoveDeliveryAsync(notice.Application, new DeliveryId(notice.Id, 1, Channel.Email, 0), DeliveryStatus.Delivered, reason: null, None);

        Told().OrderBy(told => (string)told["sequence"]!, StringComparer.Ordinal).Select(told => (string)told["type"]!)
            .Should().Equal("notice.accepted", "notice.delivery.sent", "notice.completed", "notice.delivery.delivered");
        Told()[0]["data"]!.ToJsonString().Should().Contain("\"category\":\"orders\"").And.Contain("\"order\":\"1234\"");
    }

    [Fact]
    public async Task Every_event_is_keyed_by_its_notice_follows_the_schema_and_holds_no_address()
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(Path.Combine(SourceTree.Root, "docs", "events", "notice-event.schema.json"));
        Notice first = Samples.Notice(1);
        Notice second = Samples.Notice(2);
        Notice third = Samples.Notice(3);
        await store.ReserveAsync(first, fingerprint: null, None);
        await CloseAsync(first, DeliveryStatus.Failed, NoticeStatus.Failed);
        await store.ReserveAsync(second, fingerprint: null, None);
        await store.WithdrawAsync(second, "not-started", None);
        await store.ReserveAsync(third, fingerprint: null, None);
        await store.ControlAsync(
            third.Key, _ => new(new NoticeControl(1, time.GetUtcNow(), AcknowledgedAt: time.GetUtcNow(), Acknowledged: [0]), new LogEntry(time.GetUtcNow(), "acknowledge", "ann")), None);

        Told().Select(told => (string)told["type"]!).Should().BeEquivalentTo(
            ["notice.accepted", "notice.delivery.failed", "notice.completed", "notice.accepted", "notice.cancelled", "notice.accepted", "notice.acknowledged"]);
        foreach ((string topic, OutgoingMessage message) in kafka.Sent)
        {
            string text = Encoding.UTF8.GetString(message.Value!);
            topic.Should().Be("notice-events");
            schema.Validate(text).Should().BeEmpty(text);
            Encoding.UTF8.GetString(message.Key!).Should().Be((string)JsonNode.Parse(text)!["subject"]!);
            text.Should().NotContain("example.com").And.NotContain("shipped");
            FakeKafka.Header(message, "content-type").Should().StartWith("application/cloudevents+json");
        }
    }

    [Fact]
    public async Task A_fact_that_is_recorded_twice_is_the_same_event()
    {
        Notice notice = Samples.Notice(1);
        await store.ReserveAsync(notice, fingerprint: null, None);
        await CloseAsync(notice, DeliveryStatus.Sent, NoticeStatus.Completed);
        await CloseAsync(notice, DeliveryStatus.Sent, NoticeStatus.Completed);

        Told().Select(told => (string)told["id"]!).Distinct().Should().HaveCount(3);
    }

    [Fact]
    public async Task What_Kafka_does_not_take_waits_and_is_told_when_it_is_back()
    {
        kafka.Away = true;
        await store.ReserveAsync(Samples.Notice(1), fingerprint: null, None);
        await store.ReserveAsync(Samples.Notice(2), fingerprint: null, None);
        await teller.TellWaitingAsync(None);
        kafka.Sent.Should().BeEmpty();

        kafka.Away = false;
        await teller.TellWaitingAsync(None);

        Told().Should().HaveCount(2);
        (await waiting.PeekAsync(1, None)).Should().BeEmpty();
    }

    [Fact]
    public async Task Brokers_that_do_not_answer_hold_up_one_fact_for_a_second_and_those_that_follow_not_at_all()
    {
        kafka.Answer = new TaskCompletionSource<bool>().Task;
        Task<Reservation> first = store.ReserveAsync(Samples.Notice(1), fingerprint: null, None);
        first.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        await first;

        await store.ReserveAsync(Samples.Notice(2), fingerprint: null, None);

        (await waiting.PeekAsync(10, None)).Should().HaveCount(2);
        kafka.Answer = Task.FromResult(true);
        await teller.TellWaitingAsync(None);
        (await waiting.PeekAsync(10, None)).Should().BeEmpty();
    }

    [Fact]
    public async Task With_Kafka_and_Redis_away_a_fact_is_recorded_all_the_same()
    {
        kafka.Away = true;
        waiting.Away = true;

        (await store.ReserveAsync(Samples.Notice(1), fingerprint: null, None)).Outcome.Should().Be(ReservationOutcome.Created);
    }

    private static CancellationToken None => CancellationToken.None;

    private JsonNode[] Told() => [.. kafka.Sent.Select(sent => JsonNode.Parse(sent.Message.Value!)!)];

    private Task<bool> CloseAsync(Notice notice, DeliveryStatus status, NoticeStatus ended)
    {
        NoticeProgress before = NoticeProgress.Of(notice);
        Delivery delivery = Samples.Delivery(notice, status: status);
        return store.CloseOccurrenceAsync(notice, [delivery], new(before, before.Close(1, [delivery], time.GetUtcNow()).Ended(ended, time.GetUtcNow())), None);
    }

    private sealed class WaitingEvents : IWaitingEvents
    {
        private readonly List<NoticeEvent> waiting = [];

        public bool Away { get; set; }

        public Task KeepAsync(IReadOnlyList<NoticeEvent> events, CancellationToken cancellation)
        {
            if (Away)
            {
                throw new RecordsUnavailableException("Away.", new TimeoutException());
            }

            waiting.AddRange(events);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<NoticeEvent>> PeekAsync(int count, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<NoticeEvent>>([.. waiting.Take(count)]);

        public Task DropAsync(int count, CancellationToken cancellation)
        {
            waiting.RemoveRange(0, count);
            return Task.CompletedTask;
        }
    }
}
