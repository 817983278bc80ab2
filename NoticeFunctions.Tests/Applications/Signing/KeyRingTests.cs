using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Signing;
using NoticeFunctions.Secrets;
using NoticeFunctions.Tests.Records.Redis;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Applications.Signing;

public sealed class RedisKeyRingTests(RedisServer server) : KeyRingTests(server);

public sealed class GarnetKeyRingTests(GarnetServer server) : KeyRingTests(server);

/// <summary>The platform's own keys: made, shared, locked and replaced.</summary>
public abstract class KeyRingTests(RecordsServer server) : ServerTests(server)
{
    private static readonly TimeSpan KeyAge = TimeSpan.FromDays(30);

    private readonly InMemoryXmlRepository shared = new();

    [Fact]
    public async Task The_first_need_makes_a_key_and_of_many_hosts_at_once_all_use_the_same()
    {
        KeyRing[] hosts = [.. Enumerable.Range(0, 6).Select(_ => Host())];
        PlatformKey[] keys = await Task.WhenAll(hosts.Select(host => host.CurrentAsync(None).AsTask()));

        keys.Select(key => key.Id).Distinct().Should().ContainSingle();
        (await hosts[0].AllAsync(None)).Should().ContainSingle();
        (await hosts[^1].CurrentAsync(None)).Id.Should().Be(keys[0].Id);
    }

    [Fact]
    public async Task A_restart_finds_the_key_again_and_what_it_signed_holds()
    {
        byte[] signature = ((ECDsa)(await Host().CurrentAsync(None)).Key).SignData("text"u8, HashAlgorithmName.SHA256);
        PlatformKey again = await Host().CurrentAsync(None);

        ((ECDsa)again.Key).VerifyData("text"u8, signature, HashAlgorithmName.SHA256).Should().BeTrue();
    }

    [Fact]
    public async Task Another_key_is_published_for_an_hour_before_it_is_used_and_the_one_before_is_good_for_a_day_more()
    {
        KeyRing host = Host();
        string first = (await host.CurrentAsync(None)).Id;
        Records.Time.Advance(KeyAge);
        (await host.CurrentAsync(None)).Id.Should().Be(first);
        string[] published = [.. (await host.AllAsync(None)).Select(key => key.Id)];
        published.Should().HaveCount(2).And.StartWith(first);

        Records.Time.Advance(KeyRing.Lead - TimeSpan.FromSeconds(1));
        (await host.CurrentAsync(None)).Id.Should().Be(first);
        Records.Time.Advance(TimeSpan.FromSeconds(1));
        (await host.CurrentAsync(None)).Id.Should().Be(published[1]);
        Records.Time.Advance(KeyRing.Overlap - TimeSpan.FromSeconds(1));
        (await host.FindAsync(first, None)).Should().NotBeNull();
        Records.Time.Advance(TimeSpan.FromSeconds(1));
        (await host.FindAsync(first, None)).Should().BeNull();
        (await host.AllAsync(None)).Select(key => key.Id).Should().Equal(published[1]);
    }

    [Fact]
    public async Task Hosts_that_replace_a_key_at_once_replace_it_once()
    {
        KeyRing[] hosts = [.. Enumerable.Range(0, 6).Select(_ => Host())];
        await Task.WhenAll(hosts.Select(host => host.CurrentAsync(None).AsTask()));
        Records.Time.Advance(KeyAge);
        await Task.WhenAll(hosts.Select(host => host.CurrentAsync(None).AsTask()));

        (await Host().AllAsync(None)).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_host_finds_a_key_that_another_has_made_without_waiting_for_its_own_turn_to_look()
    {
        KeyRing one = Host();
        KeyRing other = Host();
        await other.CurrentAsync(None);
        Records.Time.Advance(KeyAge);
        await one.CurrentAsync(None);
        string next = (await one.AllAsync(None))[1].Id;
        Records.Time.Advance(TimeSpan.FromSeconds(2));

        (await other.FindAsync(next, None)).Should().NotBeNull();
        (await other.FindAsync("unknown", None)).Should().BeNull();
    }

    [Fact]
    public async Task What_stands_in_the_store_and_the_ring_is_of_no_use_without_the_certificate()
    {
        PlatformKey key = await Host().CurrentAsync(None);
        byte[] stored = (byte[])(await Records.Database.StringGetAsync(ApplicationKeys.Platform(KeyKind.Signing.Name)))!;
        byte[] secret = ((ECDsa)key.Key).ExportParameters(includePrivateParameters: true).D!;
        string text = Encoding.UTF8.GetString(stored);
        text.Should().Contain(key.Id).And.NotContain(Convert.ToBase64String(secret)[..40]);
        StoredKeysOf(text).Should().NotBeEmpty().And.OnlyContain(locked => !Convert.ToHexString(locked).Contains(Convert.ToHexString(secret)));

        // The copy: Redis and the ring as they are, another certificate.
        KeyRing thief = Host(TestSecrets.Certificate(1));
        (await thief.CurrentAsync(None)).Id.Should().NotBe(key.Id);
        (await thief.FindAsync(key.Id, None)).Should().BeNull();
    }

    private static IEnumerable<byte[]> StoredKeysOf(string text) =>
        System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("locked").GetBytesFromBase64());

    private KeyRing Host(string? certificate = null)
    {
        SecretBox box = TestSecrets.Box(shared, certificate);
        return new KeyRing(KeyKind.Signing, KeyAge, Records.Database, box, Records.Time, NullLogger<KeyRing>.Instance);
    }
}
