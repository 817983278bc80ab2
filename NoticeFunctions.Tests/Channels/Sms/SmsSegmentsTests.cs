using FsCheck.Xunit;
using NoticeFunctions.Channels.Sms;

namespace NoticeFunctions.Tests.Channels.Sms;

public sealed class SmsSegmentsTests
{
    // Two of each alphabet, one that counts two in GSM 03.38, one that does in UCS-2.
    private static readonly string[] Pieces = ["a", "é", "{", "€", "你", "ç", "😀"];

    [Theory]
    [InlineData("a", 160, 1)]
    [InlineData("a", 161, 2)]
    [InlineData("a", 306, 2)]
    [InlineData("a", 307, 3)]
    [InlineData("€", 80, 1)]
    [InlineData("€", 81, 2)]
    [InlineData("€", 152, 2)]
    [InlineData("€", 153, 3)]
    [InlineData("你", 70, 1)]
    [InlineData("你", 71, 2)]
    [InlineData("你", 134, 2)]
    [InlineData("你", 135, 3)]
    [InlineData("😀", 35, 1)]
    [InlineData("😀", 36, 2)]
    [InlineData("😀", 66, 2)]
    [InlineData("😀", 67, 3)]
    public void Segments_are_counted_as_networks_do(string piece, int times, int segments) => SmsSegments.Count(string.Concat(Enumerable.Repeat(piece, times))).Should().Be(segments);

    [Theory]
    [InlineData("The quick brown fox; Grüße für 5 € [a]{b}~^\\|", true)]
    [InlineData("ΔΦΓΛΩΠΨΣΘΞ ÆæßÉ ñ à Çü ¿¡§ @£$¥\r\n", true)]
    [InlineData("ç", false)]
    [InlineData("`", false)]
    [InlineData("\t", false)]
    [InlineData("Łódź", false)]
    [InlineData("“quoted”", false)]
    public void The_alphabet_is_that_of_GSM_03_38(string text, bool expected) => SmsSegments.IsGsm(text).Should().Be(expected);

    [Fact]
    public void The_alphabet_has_127_characters_and_ten_more() =>
        Enumerable.Range(0, char.MaxValue).Count(code => SmsSegments.IsGsm(((char)code).ToString())).Should().Be(127 + 10, "128 less the escape, and the extension table");

    [Fact]
    public void No_text_takes_no_segment() => SmsSegments.Count("").Should().Be(0);

    /// <summary>Whatever a text is made of: nothing is lost, each segment fits, nothing that counts two is split, and each is as full as it can be.</summary>
    [Property(MaxTest = 500)]
    public void A_text_is_split_as_late_as_it_can_be(byte[] which, bool gsm)
    {
        string text = string.Concat(Enumerable.Repeat(string.Concat(which.Select(one => Pieces[one % (gsm ? 4 : Pieces.Length)])), 7));
        IReadOnlyList<string> segments = SmsSegments.Split(text);

        string.Concat(segments).Should().Be(text);
        bool isGsm = SmsSegments.IsGsm(text);
        int room = segments.Count > 1 ? isGsm ? 153 : 67 : isGsm ? 160 : 70;
        segments.Should().OnlyContain(segment => Units(segment, isGsm) <= room && !char.IsLowSurrogate(segment[0]));
        foreach ((string segment, string next) in segments.Zip(segments.Skip(1)))
        {
            string first = char.IsHighSurrogate(next[0]) ? next[..2] : next[..1];
            Units(segment + first, isGsm).Should().BeGreaterThan(room);
        }
    }

    private static int Units(string text, bool gsm) => gsm ? text.Sum(one => one is '{' or '€' ? 2 : 1) : text.Length;
}
