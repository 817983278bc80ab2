using FsCheck.Xunit;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Records.Contract;

public abstract partial class NoticeStoreContract
{
    [Fact]
    public async Task The_ledger_is_empty_before_the_first_run_and_shows_a_second_run_what_the_first_began()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Many(3);
        await ReserveAsync(records, notice);
        RecipientSlice slice = new(Channel.Email, First: 0, Count: 3);
        OccurrenceState before = (await records.Store.LoadOccurrenceAsync(notice.Key, 1, slice, None))!;
        Delivery[] begun = [Samples.Delivery(notice, 0), Samples.Delivery(notice, 2)];

        await records.Store.SaveDeliveriesAsync(notice, begun, new(before.Progress, before.Progress with { Status = NoticeStatus.Delivering }), None);
        OccurrenceState after = (await records.Store.LoadOccurrenceAsync(notice.Key, 1, slice, None))!;

        before.Deliveries.Should().BeEmpty();
        before.Progress.Status.Should().Be(NoticeStatus.Queued);
        after.Deliveries.Should().BeEquivalentTo(begun);
        after.Deliveries.Should().OnlyContain(delivery => delivery.IsInFlight);
        after.Progress.Status.Should().Be(NoticeStatus.Delivering);
        after.Notice.Should().BeEquivalentTo(notice);
    }

    [Fact]
    public async Task A_slice_loads_its_own_recipients_channel_and_occurrence()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Many(10) with { Channels = [Channel.Email, Channel.WebSocket] };
        await ReserveAsync(records, notice);
        await records.Store.SaveDeliveriesAsync(
            notice,
            [
                .. from occurrence in new[] { 1, 2 }
                   from channel in notice.Channels
                   from recipient in Enumerable.Range(0, 10)
                   select Samples.Delivery(notice, recipient, occurrence: occurrence, channel: channel),
            ],
            change: null,
            None);

        OccurrenceState part = (await records.Store.LoadOccurrenceAsync(notice.Key, 2, new(Channel.WebSocket, 3, 4), None))!;
        OccurrenceState whole = (await records.Store.LoadOccurrenceAsync(notice.Key, 2, slice: null, None))!;

        part.Deliveries.Select(delivery => (delivery.Occurrence, delivery.Channel, delivery.RecipientIndex))
            .Should().Equal((2, Channel.WebSocket, 3), (2, Channel.WebSocket, 4), (2, Channel.WebSocket, 5), (2, Channel.WebSocket, 6));
        whole.Deliveries.Should().HaveCount(20).And.OnlyContain(delivery => delivery.Occurrence == 2);
    }

    [Fact]
    public async Task Deliveries_of_an_escalation_are_loaded_and_listed_where_they_belong()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Samples.Notice(1) with
        {
            To = [new(Email: "ann@example.com"), new(Phone: "+14155550199")],
            StopWhenAcknowledged = AcknowledgementRule.Any,
            Escalate = [new("PT30M", new Reach([Channel.Sms], 1, 1)), new("PT1H", new Reach([Channel.Email], 0, 1))],
            Escalated = 1,
        };
        await ReserveAsync(records, notice);
        NoticeProgress before = NoticeProgress.Of(notice);
        NoticeProgress after = before with { Occurrences = 2, Escalation = new(notice.FirstDue, [new(2, notice.FirstDue.AddMinutes(30), notice.FirstDue.AddMinutes(31))]) };
        Delivery first = Samples.Delivery(notice, status: DeliveryStatus.Sent);
        Delivery step = Samples.Delivery(notice, 1, DeliveryStatus.Sent, occurrence: 2, Channel.Sms);
        Delivery begun = Samples.Delivery(notice, occurrence: 3);

        await records.Store.SaveDeliveriesAsync(notice, [first, step, begun], new(before with { Occurrences = 1 }, after), None);

        (await records.Store.LoadOccurrenceAsync(notice.Key, 2, slice: null, None))!.Deliveries.Should().BeEquivalentTo([step]);
        (await records.Store.LoadOccurrenceAsync(notice.Key, 2, new(Channel.Sms, 1, 1), None))!.Deliveries.Should().BeEquivalentTo([step]);
        (await records.Store.GetDeliveriesAsync(notice.Key, 10, continuation: null, None))!.Items.Should().BeEquivalentTo([begun, step, first], options => options.WithStrictOrdering());
        NoticeRecord found = (await records.Store.GetAsync(notice.Key, None))!;
        found.Notice.Should().BeEquivalentTo(notice, options => options.WithStrictOrdering());
        found.Progress.Should().BeEquivalentTo(after);
    }

    [Fact]
    public async Task A_delivery_comes_back_with_every_attempt()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Many(1);
        await ReserveAsync(records, notice);
        DateTimeOffset at = notice.Created.AddTicks(1234567);
        Delivery tried = Samples.Delivery(notice, retryAt: at.AddSeconds(2)) with
        {
            Attempts =
            [
                new(at, "sendGrid", AttemptResult.TransientFailure, Error: "503"),
                new(at.AddSeconds(1), "sendGrid", AttemptResult.Accepted, "message-1"),
            ],
        };

        await records.Store.SaveDeliveriesAsync(notice, [tried], change: null, None);

        OccurrenceState state = (await records.Store.LoadOccurrenceAsync(notice.Key, 1, slice: null, None))!;
        state.Deliveries.Should().ContainSingle().Which.Should().BeEquivalentTo(tried);
    }

    [Fact]
    public async Task Deliveries_that_wait_for_another_attempt_are_loaded_with_whatever_occurrence_comes_next()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Many(4);
        await ReserveAsync(records, notice);
        DateTimeOffset retryAt = records.Time.GetUtcNow().AddSeconds(2);
        Delivery[] outcomes =
        [
            Samples.Delivery(notice, 0, DeliveryStatus.Sent),
            Samples.Delivery(notice, 1, retryAt: retryAt),
            Samples.Delivery(notice, 2, DeliveryStatus.Failed),
            Samples.Delivery(notice, 3, retryAt: retryAt),
        ];
        await CloseAsync(records, notice, 1, outcomes);

        OccurrenceState whole = (await records.Store.LoadOccurrenceAsync(notice.Key, 2, slice: null, None))!;
        OccurrenceState part = (await records.Store.LoadOccurrenceAsync(notice.Key, 2, new(Channel.Email, 2, 2), None))!;

        whole.Retries.Select(delivery => delivery.RecipientIndex).Should().BeEquivalentTo([1, 3]);
        part.Retries.Select(delivery => delivery.RecipientIndex).Should().Equal(3);
        whole.Deliveries.Should().BeEmpty("occurrence 2 has not begun");
        whole.Progress.Counts[Channel.Email].Should().Be(new ChannelCounts(Sent: 1, Failed: 1));
    }

    [Fact]
    public async Task Firings_are_counted_per_notice_and_hour()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Samples.Notice(1);
        Notice other = Samples.Notice(2);
        await ReserveAsync(records, notice, other);

        (await Fire(notice)).Should().Be(1);
        (await Fire(notice)).Should().Be(2);
        (await Fire(other)).Should().Be(1);
        records.Time.Advance(TimeSpan.FromHours(1));
        (await Fire(notice)).Should().Be(1);

        Task<long> Fire(Notice one) => records.Store.CountFiringAsync(one.Key, None);
    }

    [Fact]
    public async Task Nothing_expires_while_a_notice_lives_but_the_deliveries_of_its_closed_occurrences()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Many(2);
        await ReserveAsync(records, notice);
        Delivery sent = Samples.Delivery(notice, 0, DeliveryStatus.Sent);
        Delivery waiting = Samples.Delivery(notice, 1, retryAt: records.Time.GetUtcNow().AddMinutes(1));
        Delivery next = Samples.Delivery(notice, 0, occurrence: 2);
        await CloseAsync(records, notice, 1, sent, waiting);
        await records.Store.SaveDeliveriesAsync(notice, [next], change: null, None);

        (await records.RemainingAsync(notice)).Should().BeNull();
        (await records.RemainingAsync(notice, waiting)).Should().BeNull();
        (await records.RemainingAsync(notice, next)).Should().BeNull();
        (await records.RemainingAsync(notice, sent)).Should().BeCloseTo(TimeSpan.FromDays(30), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task An_ended_notice_is_kept_for_the_retention_from_its_end_on()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Samples.Notice(1);
        await ReserveAsync(records, notice);
        Delivery sent = Samples.Delivery(notice, status: DeliveryStatus.Sent);
        records.Time.Advance(TimeSpan.FromDays(100));

        await EndAsync(records, notice, NoticeStatus.Completed, sent);

        (await records.RemainingAsync(notice)).Should().BeCloseTo(TimeSpan.FromDays(30), TimeSpan.FromMinutes(1));
        (await records.RemainingAsync(notice, sent)).Should().BeCloseTo(TimeSpan.FromDays(30), TimeSpan.FromMinutes(1));
        await records.ForgetAsync(notice);
        (await records.RemainingAsync(notice)).Should().Be(TimeSpan.Zero);
        (await records.Store.GetAsync(notice.Key, None)).Should().BeNull();
        (await records.Store.LoadOccurrenceAsync(notice.Key, 1, null, None)).Should().BeNull();
    }

    [Fact]
    public async Task After_its_record_is_gone_a_key_may_be_used_again()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Samples.Notice(1);
        await records.Store.ReserveAsync(notice, "print", None);
        await EndAsync(records, notice, NoticeStatus.Completed);
        await records.ForgetAsync(notice);

        (await records.Store.ReserveAsync(notice with { Title = "Another" }, "other print", None)).Outcome.Should().Be(ReservationOutcome.Created);
    }

    [Property(MaxTest = 30)]
    public async Task Closing_twice_is_as_good_as_once(DeliveryStatusSample[] outcomes, bool ends)
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Many(Math.Max(1, outcomes.Length));
        await ReserveAsync(records, notice);
        DateTimeOffset retryAt = records.Time.GetUtcNow().AddSeconds(2);
        Delivery[] deliveries =
        [
            .. outcomes.Select((outcome, recipient) => Samples.Delivery(
                notice, recipient, Status(outcome), retryAt: outcome == DeliveryStatusSample.Retry ? retryAt : null)),
        ];

        await RunAsync();
        NoticeRecord once = (await records.Store.GetAsync(notice.Key, None))!;
        await RunAsync();
        NoticeRecord twice = (await records.Store.GetAsync(notice.Key, None))!;

        twice.Progress.Should().BeEquivalentTo(once.Progress, options => options.Excluding(progress => progress.Updated).Excluding(progress => progress.Ended));
        Page<Delivery> kept = (await records.Store.GetDeliveriesAsync(notice.Key, 200, null, None))!;
        kept.Items.Should().BeEquivalentTo(deliveries);
        (await List(records)).Should().Equal(notice.Id);
        once.Progress.Counts[Channel.Email].Accepted.Should().Be(outcomes.Count(outcome => outcome == DeliveryStatusSample.Sent));
        once.Progress.Retries.Should().HaveCount(outcomes.Count(outcome => outcome == DeliveryStatusSample.Retry));

        // As the closing activity does it: from what is recorded, never from what the run before remembers.
        async Task RunAsync()
        {
            NoticeProgress before = (await records.Store.LoadOccurrenceAsync(notice.Key, 1, null, None))!.Progress;
            NoticeProgress after = before.Close(1, deliveries, records.Time.GetUtcNow());
            after = ends && after.Retries.Count == 0 ? after.Ended(NoticeStatus.Completed, records.Time.GetUtcNow()) : after with { Status = NoticeStatus.Scheduled };
            await records.Store.CloseOccurrenceAsync(notice, deliveries, new(before, after), None);
        }
    }

    /// <summary>Outcomes to draw from.</summary>
    public enum DeliveryStatusSample
    {
        Sent,
        Failed,
        Skipped,
        Uncertain,
        Retry,
    }

    [Fact]
    public async Task Deliveries_are_listed_from_the_latest_occurrence_on_by_channel_and_recipient()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Many(3) with { Channels = [Channel.WebSocket, Channel.Email] };
        await ReserveAsync(records, notice);
        List<Delivery> expected = [];
        foreach (int occurrence in Enumerable.Range(1, 3))
        {
            Delivery[] all =
            [
                .. from channel in new[] { Channel.Email, Channel.WebSocket }
                   from recipient in Enumerable.Range(0, 3)
                   select Samples.Delivery(notice, recipient, DeliveryStatus.Sent, occurrence, channel),
            ];
            expected.InsertRange(0, all);
            await CloseAsync(records, notice, occurrence, all);
        }

        Delivery underWay = Samples.Delivery(notice, 1, occurrence: 4);
        expected.Insert(0, underWay);
        await records.Store.SaveDeliveriesAsync(notice, [underWay], change: null, None);

        foreach (int limit in new[] { 1, 2, 5, 19, 200 })
        {
            List<string> ids = [];
            string? continuation = null;
            do
            {
                Page<Delivery> page = (await records.Store.GetDeliveriesAsync(notice.Key, limit, continuation, None))!;
                page.Items.Count.Should().BeLessThanOrEqualTo(limit);
                ids.AddRange(page.Items.Select(delivery => delivery.Id));
                continuation = page.Continuation;
            }
            while (continuation is not null);
            ids.Should().Equal(expected.Select(delivery => delivery.Id));
        }

        await records.Store.Invoking(store => store.GetDeliveriesAsync(notice.Key, 1, "nonsense", None)).Should().ThrowAsync<InvalidContinuationException>();
    }

    private static Notice Many(int recipients) => Samples.Notice(1) with
    {
        To = [.. Enumerable.Range(0, recipients).Select(number => new Recipient($"r{number}@example.com", User: $"u{number}"))],
    };

    private static DeliveryStatus Status(DeliveryStatusSample sample) => sample switch
    {
        DeliveryStatusSample.Retry => DeliveryStatus.Sending,
        _ => Enum.Parse<DeliveryStatus>(sample.ToString()),
    };

    private static async Task CloseAsync(RecordsHarness records, Notice notice, int occurrence, params Delivery[] deliveries)
    {
        NoticeProgress before = (await records.Store.GetAsync(notice.Key, None))!.Progress;
        NoticeProgress after = before.Close(occurrence, deliveries, records.Time.GetUtcNow()) with { Status = NoticeStatus.Scheduled };
        await records.Store.CloseOccurrenceAsync(notice, deliveries, new(before, after), None);
    }
}
