using FsCheck;
using FsCheck.Xunit;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Records.Contract;

namespace NoticeFunctions.Tests.Notices;

public sealed class OccurrenceClosingTests
{
    private static readonly Notice Sample = Samples.Notice(1);
    private static readonly DateTimeOffset Now = Sample.Created.AddMinutes(1);

    [Fact]
    public void Outcomes_are_counted_by_channel_and_what_waits_is_kept_soonest_first()
    {
        Notice notice = Sample with { To = [.. Enumerable.Range(0, 4).Select(number => new Recipient(Email: $"r{number}@example.com"))] };
        NoticeProgress after = NoticeProgress.Of(notice).Close(
            1,
            [
                Samples.Delivery(notice, 0, DeliveryStatus.Sent),
                Samples.Delivery(notice, 1, retryAt: Now.AddSeconds(9)),
                Samples.Delivery(notice, 2, DeliveryStatus.Failed),
                Samples.Delivery(notice, 3, retryAt: Now.AddSeconds(2)),
            ],
            Now);

        after.Counts[Channel.Email].Should().Be(new ChannelCounts(Sent: 1, Failed: 1));
        after.Retries.Select(retry => retry.RecipientIndex).Should().Equal(3, 1);
        (after.Occurrences, after.Updated).Should().Be((1, Now));
    }

    [Fact]
    public void A_retry_that_ends_is_counted_and_waits_no_more()
    {
        NoticeProgress waiting = NoticeProgress.Of(Sample).Close(1, [Samples.Delivery(Sample, retryAt: Now)], Now);
        NoticeProgress after = waiting.Close(1, [Samples.Delivery(Sample, status: DeliveryStatus.Sent)], Now);

        after.Retries.Should().BeEmpty();
        after.Accepted.Should().Be(1);
    }

    [Fact]
    public void A_retry_of_an_earlier_occurrence_may_end_with_a_later_one()
    {
        NoticeProgress waiting = NoticeProgress.Of(Sample).Close(1, [Samples.Delivery(Sample, retryAt: Now)], Now);
        NoticeProgress after = waiting.Close(2, [Samples.Delivery(Sample, status: DeliveryStatus.Failed), Samples.Delivery(Sample, status: DeliveryStatus.Sent, occurrence: 2)], Now);

        after.Counts[Channel.Email].Should().Be(new ChannelCounts(Sent: 1, Failed: 1));
        after.Occurrences.Should().Be(2);
    }

    [Property]
    public void However_often_the_same_closings_run_each_delivery_is_counted_once(bool[] sent, PositiveInt repetitions)
    {
        NoticeProgress progress = NoticeProgress.Of(Sample);
        for (int occurrence = 1; occurrence <= sent.Length; occurrence++)
        {
            Delivery outcome = Samples.Delivery(Sample, status: sent[occurrence - 1] ? DeliveryStatus.Sent : DeliveryStatus.Failed, occurrence: occurrence);
            for (int run = 0; run < repetitions.Get; run++)
            {
                progress = progress.Close(occurrence, [outcome], Now);
            }
        }

        progress.Counts[Channel.Email].Should().Be(new ChannelCounts(Sent: sent.Count(one => one), Failed: sent.Count(one => !one)));
        progress.Occurrences.Should().Be(sent.Length);
    }
}
