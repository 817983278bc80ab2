using NoticeFunctions.Channels.Calls;

namespace NoticeFunctions.Tests.Channels.Calls;

public sealed class ErrorTextTests
{
    [Theory]
    [InlineData("Invalid 'To' Phone Number: +14155550100", "Invalid 'To' Phone Number: (number)")]
    [InlineData("The number (415) 555-0100 is wrong", "The number (number) is wrong")]
    [InlineData("Number 8615900000000 and 159****0000", "Number (number) and (number)")]
    [InlineData("Mail to ann@example.com, please", "Mail to (address) please")]
    [InlineData("No such token: c1p2:APA91bH-0123456789_0123456789-0123456789_0123456789", "No such token: (token)")]
    [InlineData("line one\r\nline two\u001b[31m", "line one line two [31m")]
    [InlineData("Permits: 5 of 1000 within 3600 s", "Permits: 5 of 1000 within 3600 s")]
    [InlineData("  ", "the answer gives no reason")]
    [InlineData(null, "the answer gives no reason")]
    public void What_a_provider_says_is_told_without_addresses(string? said, string told) => ErrorText.Of(said).Should().Be(told);

    [Fact]
    public void A_long_speech_is_cut_short() => ErrorText.Of(string.Concat(Enumerable.Repeat("no ", 100_000))).Length.Should().BeLessThanOrEqualTo(300);
}
