using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Secrets;
using NoticeFunctions.Tests.Applications.Signing;

namespace NoticeFunctions.Tests.Channels.Configurations;

public sealed class SettingSecretsTests : IDisposable
{
    private const string Secret = "hunter2";

    private readonly SecretBox box = TestSecrets.Box();
    private readonly SettingSecrets secrets;

    public SettingSecretsTests() => secrets = Open(box);

    [Fact]
    public void A_secret_is_opened_where_it_was_locked()
    {
        ChannelConfiguration one = With(Samples.One("orders", "primary"), secrets.Lock("orders", Channel.Email, "primary", "apiKey", Secret));

        secrets.Open(one).Should().BeEquivalentTo(new Dictionary<string, string> { ["from"] = "primary@example.com", ["apiKey"] = Secret });
        Encoding.Latin1.GetString(one.Secrets["apiKey"].Locked).Should().NotContain(Secret);
    }

    [Theory]
    [InlineData("billing", "email", "primary", "apiKey")]
    [InlineData("orders", "sms", "primary", "apiKey")]
    [InlineData("orders", "email", "secondary", "apiKey")]
    [InlineData("orders", "email", "primary", "password")]
    public void A_secret_that_is_copied_into_another_configuration_opens_nothing_there(string owner, string channel, string name, string setting)
    {
        LockedSecret locked = secrets.Lock("orders", Channel.Email, "primary", "apiKey", Secret);
        ChannelConfiguration thief = Samples.One(owner, name, Parse(channel)) with { Secrets = new Dictionary<string, LockedSecret> { [setting] = locked } };

        secrets.Invoking(one => one.Open(thief)).Should().Throw<CryptographicException>();
    }

    [Fact]
    public void A_fingerprint_tells_secrets_apart_and_can_not_be_guessed_without_the_platforms_key()
    {
        string print = Print(secrets, "orders", Secret);

        print.Should().MatchRegex("^[0-9a-f]{8}$").And.Be(Print(secrets, "orders", Secret), "it is of the secret, not of the writing");
        print.Should().NotBe(Print(secrets, "orders", "hunter3"));
        print.Should().NotBe(Print(secrets, "billing", Secret), "two applications are not told that they have the same");
        print.Should().NotBe(Print(Open(box, fill: 1), "orders", Secret), "whoever lacks the key can try out nothing");
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Secret))).Should().NotStartWith(print);
    }

    public void Dispose() => box.Dispose();

    private static SettingSecrets Open(SecretBox box, byte fill = 0) =>
        new(box, Options.Create(new RecordsOptions { AddressKey = Convert.ToBase64String([.. Enumerable.Repeat(fill, 32)]) }));

    private static string Print(SettingSecrets secrets, string owner, string secret) => secrets.Lock(owner, Channel.Email, "primary", "apiKey", secret).Fingerprint;

    private static Channel Parse(string name) => Names.TryParse(name, out Channel channel) ? channel : throw new ArgumentException(name);

    private static ChannelConfiguration With(ChannelConfiguration one, LockedSecret secret) => one with { Secrets = new Dictionary<string, LockedSecret> { ["apiKey"] = secret } };
}
