using System.Text;

namespace NoticeFunctions.Tests.EndToEnd.Hostile;

public sealed class SecretTraceTests
{
    private const string Secret = "s3cret/of+the=platform";

    public static TheoryData<string, byte[]> Spellings { get; } = new()
    {
        { "plain", Encoding.UTF8.GetBytes($"before {Secret} after") },
        { "UTF-16", Encoding.Unicode.GetBytes($"before {Secret} after") },
        { "hex", Encoding.ASCII.GetBytes(Convert.ToHexString(Encoding.UTF8.GetBytes($"before {Secret} after"))) },
        { "lower hex", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes($"before {Secret} after"))) },
        { "base64", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))) },
        { "base64 after one", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"1{Secret} after"))) },
        { "base64 after two", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"12{Secret} after"))) },
        { "base64 after seven", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"before {Secret}"))) },
        { "base64url", Encoding.ASCII.GetBytes(System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"admin:{Secret}"))) },
        { "URL", Encoding.ASCII.GetBytes($"client_secret={Uri.EscapeDataString(Secret)}&scope=") },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_secret_is_found_however_it_is_spelt(string spelling, byte[] written) =>
        new SecretTraces([("it", Secret)]).In(written).Should().NotBeEmpty(spelling);

    [Fact]
    public void Nothing_is_found_where_nothing_is() =>
        new SecretTraces([("it", Secret)]).In("a secret of the platform, s3cret or not").Should().BeEmpty();
}
