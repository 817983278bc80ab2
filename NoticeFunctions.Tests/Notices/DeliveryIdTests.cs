using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Notices;

public sealed class DeliveryIdTests
{
    private const string Notice = "0199a2b4c6d87e8f9a0b1c2d3e4f5a6b";

    [Fact]
    public void An_id_is_read_as_it_was_written()
    {
        Delivery delivery = new(Notice, 12, Channel.WebSocket, 345, "ann", Provider: null, DeliveryStatus.Sent, []);

        DeliveryId.TryParse(delivery.Id, out DeliveryId? id).Should().BeTrue();

        id.Should().Be(DeliveryId.Of(delivery));
        id!.ToString().Should().Be(delivery.Id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(Notice)]
    [InlineData(Notice + "-1-webSocket")]
    [InlineData(Notice + "-1-webSocket-0-0")]
    [InlineData(Notice + "-01-webSocket-0")]
    [InlineData(Notice + "-+1-webSocket-0")]
    [InlineData(Notice + "-1-WebSocket-0")]
    [InlineData(Notice + "-1-2-0")]
    [InlineData(Notice + "-99999999999-webSocket-0")]
    [InlineData("0199A2B4C6D87E8F9A0B1C2D3E4F5A6B-1-webSocket-0")]
    public void Anything_else_is_none(string? text) => DeliveryId.TryParse(text, out _).Should().BeFalse();

    [Theory]
    [InlineData("orders:ann", "orders", "ann")]
    [InlineData("orders:a:b", "orders", "a:b")]
    public void A_user_is_its_application_and_its_name(string text, string application, string name)
    {
        InboxUser.Parse(text).Should().Be(new InboxUser(application, name));
        InboxUser.Parse(text).ToString().Should().Be(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData(":ann")]
    [InlineData("orders:")]
    public void What_names_no_application_or_no_user_is_nobody(string? text) => InboxUser.Parse(text).Should().BeNull();
}
