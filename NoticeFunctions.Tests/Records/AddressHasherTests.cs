using Microsoft.Extensions.Options;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Records;

public sealed class AddressHasherTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];

    [Fact]
    public void A_hash_is_the_first_128_bits_of_HMAC_SHA256_over_application_and_address() =>
        Convert.ToHexStringLower(Hasher(Key).Hash("orders", "ann@example.com")).Should().Be("2a470fce50b53cf7544886c3c0ea117a", "computed with another implementation");

    [Theory]
    [InlineData("ann@example.com", " Ann@Example.COM ", true)]
    [InlineData("+14155550100", "+1 (415) 555-0100", true)]
    [InlineData("+14155550100", "+1.415.555.0100", true)]
    [InlineData("ann", " ann", true)]
    [InlineData("ann", "Ann", false)]
    [InlineData("+14155550100", "14155550100", false)]
    [InlineData("+1a", "+1", false)]
    public void Spellings_that_reach_the_same_recipient_have_the_same_hash(string one, string other, bool same) =>
        Hasher(Key).Hash("orders", one).SequenceEqual(Hasher(Key).Hash("orders", other)).Should().Be(same);

    [Fact]
    public void Another_application_or_another_key_has_another_hash()
    {
        byte[] hash = Hasher(Key).Hash("orders", "ann@example.com");

        Hasher(Key).Hash("billing", "ann@example.com").Should().NotEqual(hash);
        Hasher([.. Enumerable.Repeat((byte)7, 32)]).Hash("orders", "ann@example.com").Should().NotEqual(hash);
        Hasher(Key).Hash("order", "s\0ann@example.com").Should().NotEqual(hash, "where the application ends is part of it");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AAAA")]
    public void A_key_that_is_no_32_bytes_in_base64_stops_the_start_by_name(string key) =>
        new RecordsOptionsValidator().Validate(name: null, new RecordsOptions { AddressKey = key }).FailureMessage.Should().Contain("Records:AddressKey");

    private static AddressHasher Hasher(byte[] key) => new(Options.Create(new RecordsOptions { AddressKey = Convert.ToBase64String(key) }));
}
