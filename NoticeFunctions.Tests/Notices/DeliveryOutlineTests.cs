using NoticeFunctions.Events;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Notices;

public sealed class DeliveryOutlineTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private static Delivery Sent(int recipient, string messageId) =>
        new(new string('a', 32), 1, Channel.Sms, recipient, $"+1415555{recipient:0000}", "twilio", DeliveryStatus.Sent, [new(Now, "twilio", AttemptResult.Accepted, messageId)]);

    [Theory]
    [InlineData(nameof(DeliveryStatus.Sent))]
    [InlineData(nameof(DeliveryStatus.Failed))]
    [InlineData(nameof(DeliveryStatus.Skipped))]
    public void An_outline_counts_and_is_told_as_the_delivery_is(string status)
    {
        Delivery whole = Sent(7, "SM7") with { Status = Enum.Parse<DeliveryStatus>(status), Reason = "because", Configuration = "mine" };

        Delivery outline = whole.Outline(Sent(6, "SM6").Outline(before: null));

        (outline.Place, outline.Status, outline.Reason, outline.IsFinal).Should().Be((whole.Place, whole.Status, whole.Reason, whole.IsFinal));
        EventTypes.Delivered(new("orders", whole.NoticeId), outline, Now.AddHours(1)).Should().Be(EventTypes.Delivered(new("orders", whole.NoticeId), whole, Now.AddHours(1)));
    }

    [Fact]
    public void An_outline_shares_with_the_one_before_what_they_have_in_common_and_holds_no_address()
    {
        Delivery before = Sent(6, "SM6").Outline(before: null);

        Delivery outline = Sent(7, "SM7").Outline(before);

        outline.Attempts.Should().BeSameAs(before.Attempts);
        outline.NoticeId.Should().BeSameAs(before.NoticeId);
        outline.Recipient.Should().BeEmpty();
    }

    [Fact]
    public void An_outline_of_another_attempt_has_that_attempt()
    {
        Delivery busy = Sent(7, "SM7") with { Attempts = [new(Now.AddSeconds(1), "other", AttemptResult.PermanentFailure, Error: "no")], Provider = "other" };

        Delivery outline = busy.Outline(Sent(6, "SM6").Outline(before: null));

        outline.Attempts.Should().Equal(busy.Attempts);
        outline.Provider.Should().Be("other");
    }
}
