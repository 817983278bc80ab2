using Microsoft.Extensions.Options;
using NoticeFunctions.Channels.Sandbox;
using NoticeFunctions.Limits;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Redis;
using NoticeFunctions.Tests.Channels;
using NoticeFunctions.Tests.Intake;
using NoticeFunctions.Tests.Orchestration;
using NoticeFunctions.Tests.Support;
using StackExchange.Redis;
using StackExchange.Redis.KeyspaceIsolation;
using StackExchange.Redis.Profiling;

namespace NoticeFunctions.Tests.Records.Redis;

public sealed class RedisRoundTripTests(RedisServer server) : RoundTripTests(server);

public sealed class GarnetRoundTripTests(GarnetServer server) : RoundTripTests(server);

/// <summary>What an immediate notice costs, from its request to its end, as the client's own profiler saw it. Design: at most 6 round trips, better 4.</summary>
public abstract class RoundTripTests(RecordsServer server) : ServerTests(server)
{
    private const int Notices = 10;
    private const string Immediate = """{ "title": "a", "content": "b", "to": [ { "email": "ann@example.com" } ], "category": "news" }""";

    [Fact]
    public async Task An_immediate_notice_costs_four_round_trips()
    {
        Cost cost = await MeasureAsync(sandbox: false, withKey: false);

        cost.RoundTrips.Should().Be(4, cost.Commands);
        cost.Writes.Should().Be(5, "index entries go out later, many a command: {0}", cost.Commands);
    }

    [Fact]
    public async Task With_an_idempotency_key_it_costs_no_more()
    {
        Cost cost = await MeasureAsync(sandbox: false, withKey: true);

        cost.RoundTrips.Should().Be(4, cost.Commands);
    }

    [Fact]
    public async Task The_first_of_a_minute_for_which_the_limits_are_asked_costs_no_more()
    {
        Cost cost = await MeasureAsync(sandbox: false, withKey: false, firstOfAMinute: true);

        cost.Commands.Should().Contain("INCRBY").And.Contain("ZCARD", "otherwise nothing is proved");
        cost.RoundTrips.Should().Be(4, cost.Commands);
    }

    [Fact]
    public async Task Into_the_sandbox_it_costs_one_more()
    {
        Cost cost = await MeasureAsync(sandbox: true, withKey: false);

        cost.RoundTrips.Should().Be(5, cost.Commands);
    }

    /// <summary>
    /// The least of several notices' costs: a thread that is held up between two commands of one trip makes two of it, but nothing makes one of two, for the second
    /// begins when the first has been answered.
    /// </summary>
    private async Task<Cost> MeasureAsync(bool sandbox, bool withKey, bool firstOfAMinute = false)
    {
        await using ConnectionMultiplexer connection = RedisConnection.Open(new RedisOptions { ConnectionString = await Server.ConnectionStringAsync() });
        IDatabase database = connection.GetDatabase().WithKeyPrefix(Records.Prefix);
        await database.PingAsync();
        ProfilingSession session = new();
        connection.RegisterProfiler(() => session);
        NoticeHarness notices = await NoticeHarness.StartAsync(
            records: time => new RedisNoticeStore(database, RedisHarness.Addresses, Options.Create(new RetentionOptions()), time),
            suppressions: new RedisSuppressions(database),
            providers: sandbox ? _ => FixedRouting.To(new SandboxProvider(new RedisSandbox(database), TimeProvider.System)) : null);
        await using IntakeHarness intake = await IntakeHarness.StartAsync(notices, new RedisMinuteCounter(database));

        List<Cost> costs = [];
        for (int number = 0; number < Notices; number++)
        {
            notices.Time.Advance(firstOfAMinute ? TimeSpan.FromMinutes(1) : TimeSpan.Zero);
            await notices.Records.ListAsync("orders", NoticeFilter.None, 1, continuation: null, None);
            await database.PingAsync();
            Swap();
            Answer answer = await intake.PostAsync(Immediate, withKey ? $"order-{number}" : null);
            await notices.Engine.Engine.WhenIdleAsync();
            await database.PingAsync();
            IProfiledCommand[] commands = [.. Swap().FinishProfiling().Where(command => command.Command != "PING").OrderBy(command => command.CommandCreated)];
            costs.Add(new(RoundTrips(commands), commands.Count(IsWrite), Describe(commands)));

            NoticeKey notice = new("orders", answer.Body["id"]!.GetValue<string>());
            (await notices.Records.GetAsync(notice, None))!.Progress.Status.Should().Be(NoticeStatus.Completed);
            Swap();
        }

        return costs.OrderBy(cost => cost.RoundTrips).ThenBy(cost => cost.Writes).First();

        ProfilingSession Swap()
        {
            ProfilingSession before = session;
            session = new ProfilingSession();
            return before;
        }
    }

    // A trip is all that was sent before any of it was answered.
    private static int RoundTrips(IReadOnlyList<IProfiledCommand> commands)
    {
        int trips = 0;
        DateTime answered = DateTime.MinValue;
        foreach (IProfiledCommand command in commands)
        {
            DateTime end = command.CommandCreated + command.CreationToEnqueued + command.EnqueuedToSending + command.SentToResponse;
            if (command.CommandCreated >= answered)
            {
                trips++;
                answered = end;
            }
            else if (end < answered)
            {
                answered = end;
            }
        }

        return trips;
    }

    private static bool IsWrite(IProfiledCommand command) => command.Command is not ("GET" or "MGET");

    private sealed record Cost(int RoundTrips, int Writes, string Commands);

    private static string Describe(IReadOnlyList<IProfiledCommand> commands) =>
        string.Join(", ", commands.Select(command => $"{command.Command} at {command.CommandCreated:ss.ffffff} for {(command.CreationToEnqueued + command.EnqueuedToSending + command.SentToResponse).TotalMilliseconds:0.000} ms"));
}
