using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Authentication;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Applications.Signing;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Events;
using NoticeFunctions.Kafka;
using NoticeFunctions.Limits;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Events;
using NoticeFunctions.Records.Redis;
using NoticeFunctions.Records.Suppressions;
using NoticeFunctions.Secrets;
using NoticeFunctions.Tests.Applications.Signing;
using NoticeFunctions.Tests.Records.Contract;
using NoticeFunctions.Tests.Support;
using StackExchange.Redis;

namespace NoticeFunctions.Tests.Records.Redis;

public sealed class RedisKeySpaceTests(RedisServer server) : KeySpaceTests(server);

public sealed class GarnetKeySpaceTests(GarnetServer server) : KeySpaceTests(server);

/// <summary>What stands in the server after everything has happened to a few notices.</summary>
public abstract partial class KeySpaceTests(RecordsServer server) : ServerTests(server)
{
    [Fact]
    public async Task Every_key_is_documented_and_every_documented_key_is_there()
    {
        Dictionary<string, Regex> documented = DocumentedKey().Matches(await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "docs", "records.md")))
            .Select(row => row.Groups["key"].Value)
            .ToDictionary(key => key, Pattern);
        IReadOnlyList<string> keys = await LiveAsync();

        foreach (string key in keys)
        {
            documented.Where(row => row.Value.IsMatch(key)).Should().ContainSingle("{0} is one of the documented keys", key);
        }

        documented.Where(row => !keys.Any(row.Value.IsMatch)).Select(row => row.Key).Should().BeEmpty("what is documented exists");
    }

    [Fact]
    public async Task Every_key_carries_its_application_and_those_of_a_notice_its_hash_tag()
    {
        IReadOnlyList<string> keys = await LiveAsync();

        keys.Where(key => !key.Split(':', '{').Contains(Samples.Application)).Should().OnlyContain(key => key == "applications" || key == "brakes" || key == "waiting-events" || key.StartsWith("dead-letter", StringComparison.Ordinal) || key == "applications:registered" || key.StartsWith("failures:", StringComparison.Ordinal) || key.StartsWith("platform-keys:", StringComparison.Ordinal), "nothing else is the platform's own");
        keys.Where(key => Notice().IsMatch(key) && !key.StartsWith("de", StringComparison.Ordinal)).Should().NotBeEmpty()
            .And.OnlyContain(key => key.StartsWith($"{{{Samples.Application}:", StringComparison.Ordinal), "a cluster keeps together what shares a tag");
    }

    [Fact]
    public async Task No_key_and_no_index_holds_an_address()
    {
        foreach (string key in await LiveAsync())
        {
            key.Should().NotContain("example").And.NotContain("415555");
            if (key.StartsWith("index:", StringComparison.Ordinal))
            {
                RedisValue[] members = await Records.Database.SortedSetRangeByRankAsync(key);
                members.Select(member => Encoding.Latin1.GetString((byte[])member!)).Should().OnlyContain(member => !member.Contains("example") && !member.Contains("415555"));
            }
        }
    }

    /// <summary>Lets everything happen that leaves keys; these, without the test's own prefix.</summary>
    private async Task<IReadOnlyList<string>> LiveAsync()
    {
        INoticeStore store = Records.Store;
        Notice[] notices = [.. Enumerable.Range(1, 3).Select(number => Samples.Notice(number) with { Category = "news", To = [new("ann@example.com", "+14155550100")] })];
        foreach (Notice one in notices)
        {
            await store.ReserveAsync(one, fingerprint: null, None);
        }

        Notice notice = notices[0];
        await store.CountFiringAsync(notice.Key, None);
        NoticeProgress before = NoticeProgress.Of(notice);
        Delivery sent = Samples.Delivery(notice, status: DeliveryStatus.Sent);
        await store.CloseOccurrenceAsync(notice, [sent], new(before, before.Close(1, [sent], Records.Time.GetUtcNow()).Ended(NoticeStatus.Completed, Records.Time.GetUtcNow())), None);
        await store.MoveDeliveryAsync(Samples.Application, DeliveryId.Of(sent), DeliveryStatus.Delivered, reason: null, None);
        await store.SaveDeliveriesAsync(notices[2], [Samples.Delivery(notices[2])], change: null, None);
        await store.ControlAsync(
            notices[2].Key, record => new(new NoticeControl(1, Records.Time.GetUtcNow(), IsPaused: true), new LogEntry(Records.Time.GetUtcNow(), "pause", "orders")), None);
        await store.WithdrawAsync(notices[1], "not-started", None);
        await Records.Sandbox.AddAsync(Samples.Application, [new(sent.Id, Channel.Email, "ann@example.com", "Title", new("Text"), Records.Time.GetUtcNow())], None);

        Notice large = Samples.Notice(4) with { To = [.. Enumerable.Range(0, 101).Select(one => new Recipient(Phone: $"+14155550{one:000}"))], Channels = [Channel.Sms] };
        await store.ReserveAsync(large, fingerprint: null, None);
        await store.SaveDeliveriesAsync(large, [Samples.Delivery(large, status: DeliveryStatus.Sent, channel: Channel.Sms)], change: null, None);
        InboxUser ann = new(Samples.Application, "ann@example.com");
        await Records.Inbox.GreetAsync(ann, None);
        await Records.Inbox.AddAsync([new InboxEntry(ann, $"{notice.Id}-1-webSocket-0", Records.Time.GetUtcNow())], None);
        SuppressionKey suppressed = new(Channel.Email, RedisHarness.Addresses.Hash(Samples.Application, "ann@example.com"), Category: null);
        await new RedisSuppressions(Records.Database).AddAsync(Samples.Application, new(suppressed, SuppressionReason.Bounced, Records.Time.GetUtcNow()), None);
        ProviderEvent told = new("event-1", Samples.Application, DeliveryId.Of(sent), DeliveryStatus.Delivered);
        await new RedisProviderEvents(Records.Database).MarkTakenAsync([told], None);
        await new RedisProviderEvents(Records.Database).KeepEarlyAsync([new(told, Records.Time.GetUtcNow())], Records.Time.GetUtcNow(), None);
        await new RedisDevices(Records.Database, RedisHarness.Addresses, Records.Time).RegisterAsync(Samples.Application, "ann", "d3v1c3-t0k3n-415555", DevicePlatform.Android, None);
        await new RedisBrakes(Records.Database).PullAsync(new Brake("channel:sms", Records.Time.GetUtcNow(), "admin", Reason: null), None);
        new FailedAuthentications(Records.Database, Records.Time, NullLogger<FailedAuthentications>.Instance).CountToken(IPAddress.Loopback);
        await new RedisApplicationStore(Records.Database).AddAsync(new(Samples.Application, "Name", "ann@example.com", Scopes.NoticesRead, Records.Time.GetUtcNow()), None);
        await new RedisConfigurationStore(Records.Database, Records.Time).ChangeAsync(
            Samples.Application, Channels.Configurations.Samples.Writing(Channels.Configurations.Samples.One(Samples.Application, "primary"), isDefault: true), None);
        RedisDeadLetters deadLetters = new(Records.Database, Options.Create(new RetentionOptions()), Records.Time);
        await deadLetters.AddAsync([new("d34d", "invalid", Problem: null, Samples.Application, "notices", 1, 2, Records.Time.GetUtcNow(), 3, new DeadLetterPlace(4, 5))], None);
        await deadLetters.MarkSentAsync(["d34d"], None);
        await new RedisWaitingEvents(Records.Database).KeepAsync([EventTypes.Accepted(Samples.Notice(9))], None);
        await new UsedCredentials(Records.Database, Records.Time).TryUseAsync(Samples.Application, "jti", "1234", Records.Time.GetUtcNow().AddMinutes(5), None);
        using SecretBox box = TestSecrets.Box();
        using KeyRing ring = new(KeyKind.Signing, TimeSpan.FromDays(1), Records.Database, box, Records.Time, NullLogger<KeyRing>.Instance);
        await ring.CurrentAsync(None);
        await new RedisMinuteCounter(Records.Database).AddAsync(Samples.Application, Minute.Of(Records.Time.GetUtcNow()), 1);
        await Records.Database.PingAsync();
        (await store.ListAsync(Samples.Application, NoticeFilter.None, 10, continuation: null, None)).Items.Should().HaveCount(4, "and the indexes are written");

        IServer machine = (await Server.ConnectAsync()).GetServers().Single();
        string prefix = Records.Prefix;
        return [.. machine.Keys(pattern: $"{prefix}*").Select(key => key.ToString()[prefix.Length..])];
    }

    // Words in capitals stand for values; everything else, braces included, for itself.
    private static Regex Pattern(string key) => new($"^{Word().Replace(Regex.Escape(key).Replace("}", "\\}"), "[^:{}-]+")}$", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex("^\\| `(?<key>[^`]+)` \\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DocumentedKey();

    [GeneratedRegex("[A-Z]{2,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex("[0-9a-f]{32}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Notice();
}
