using NoticeFunctions.Notices;
using NoticeFunctions.Tracking;

namespace NoticeFunctions.Tests.Tracking;

public sealed class DeliveryAnswerTests
{
    private static Delivery Delivery(params Attempt[] attempts) => new(new string('a', 32), 1, Channel.Sms, 0, "+14155550100", "twilio", DeliveryStatus.Sent, attempts);

    [Fact]
    public void A_delivery_shows_into_how_many_segments_its_SMS_was_split()
    {
        Attempt busy = new(DateTimeOffset.UnixEpoch, "twilio", AttemptResult.TransientFailure, Error: "429");
        Attempt taken = new(DateTimeOffset.UnixEpoch, "twilio", AttemptResult.Accepted, "SM1") { Segments = 3 };

        DeliveryAnswer.Of(Delivery(busy, taken)).Segments.Should().Be(3);
        DeliveryAnswer.Of(Delivery(busy)).Segments.Should().BeNull();
    }
}
