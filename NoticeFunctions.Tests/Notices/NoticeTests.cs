using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Records.Contract;

namespace NoticeFunctions.Tests.Notices;

public sealed class NoticeTests
{
    private static readonly Notice Sample = Samples.Notice(1) with
    {
        Channels = [Channel.Email, Channel.App],
        To = [new(Email: "ann@example.com"), new(Phone: "+14155550100"), new(Email: "bob@example.com", Device: "device-1", Name: "Bob")],
    };

    [Fact]
    public void Recipients_on_a_channel_keep_their_positions() =>
        Sample.RecipientsOn(Channel.Email).Should().Equal((0, "ann@example.com"), (2, "bob@example.com"));

    [Fact]
    public void A_name_is_no_address() => Sample.To[2].Addresses().Should().Equal("bob@example.com", "device-1");

    [Fact]
    public void A_delivery_is_known_by_notice_occurrence_channel_and_position() =>
        new Delivery(Sample.Id, 12, Channel.WebSocket, 3, "ann", Provider: null, DeliveryStatus.Sending, []).Id.Should().Be($"{Sample.Id}-12-webSocket-3");

    [Fact]
    public void A_delivery_is_in_flight_until_its_outcome_or_its_next_attempt_is_known()
    {
        Delivery sending = Samples.Delivery(Sample);
        (sending.IsInFlight, sending.IsFinal).Should().Be((true, false));

        Delivery waiting = sending with { RetryAt = Sample.Created };
        (waiting.IsInFlight, waiting.IsFinal).Should().Be((false, false));

        foreach (DeliveryStatus status in Enum.GetValues<DeliveryStatus>().Except([DeliveryStatus.Sending]))
        {
            Delivery final = sending with { Status = status };
            (final.IsInFlight, final.IsFinal).Should().Be((false, true));
        }
    }

    [Fact]
    public void Each_end_of_a_delivery_is_counted_in_its_own_place_and_four_of_them_count_as_accepted()
    {
        ChannelCounts all = Enum.GetValues<DeliveryStatus>().Aggregate(new ChannelCounts(), (counts, status) => counts.Add(status));

        all.Should().Be(new ChannelCounts(1, 1, 1, 1, 1, 1, 1), "sending is no end");
        all.Accepted.Should().Be(4, "sent, delivered, bounced and complained of: a provider took them");
    }

    [Fact]
    public void An_id_without_a_key_sorts_by_time_and_one_with_a_key_is_always_the_same()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time = new();
        string first = NoticeIds.New(time);
        time.Advance(TimeSpan.FromMilliseconds(1));
        string second = NoticeIds.New(time);

        string.CompareOrdinal(first, second).Should().BeNegative();
        first[12].Should().Be('7', "UUID version 7");
        NoticeIds.FromIdempotencyKey("orders", "order-1").Should().Be("3e5374437f6e619f357f9fc805b87228", "SHA-256 of application, zero and key, cut to 128 bits");
        NoticeIds.FromIdempotencyKey("order", "s\0order-1").Should().NotBe(NoticeIds.FromIdempotencyKey("orders", "order-1"));
        new[] { first, second, NoticeIds.FromIdempotencyKey("a", "b") }.Should().OnlyContain(id => NoticeIds.IsWellFormed(id));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef-123456789abcdef")]
    public void Anything_else_is_no_id(string? text) => NoticeIds.IsWellFormed(text).Should().BeFalse();

    [Fact]
    public void Names_are_read_as_they_are_written_and_neither_by_number_nor_in_another_case()
    {
        foreach (Channel channel in Enum.GetValues<Channel>())
        {
            Names.TryParse(Names.Of(channel), out Channel read).Should().BeTrue();
            read.Should().Be(channel);
        }

        Names.All<Channel>().Should().Equal("email", "sms", "webSocket", "app");
        foreach (string? wrong in (string?[])["Email", "websocket", "0", "", null])
        {
            Names.TryParse(wrong, out Channel _).Should().BeFalse();
        }
    }

    [Fact]
    public void Schedules_with_an_interval_are_cyclic()
    {
        new NoticeSchedule(Every: "PT1H").IsCyclic.Should().BeTrue();
        new NoticeSchedule(Delay: "PT1H").IsCyclic.Should().BeFalse();
    }
}
