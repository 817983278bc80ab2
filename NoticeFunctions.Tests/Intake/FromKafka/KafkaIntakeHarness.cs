using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using NoticeFunctions.Applications;
using NoticeFunctions.Intake.FromKafka;
using NoticeFunctions.Kafka;
using NoticeFunctions.Tests.Kafka;
using NSubstitute;

namespace NoticeFunctions.Tests.Intake.FromKafka;

/// <summary>The Kafka door on the real engine in virtual time, asked as the trigger asks it.</summary>
internal sealed class KafkaIntakeHarness : IAsyncDisposable
{
    public const string Token = "orders-token";
    public const string ReaderToken = "reader-token";
    public const string Body = """{ "title": "Order shipped", "content": "On its way.", "to": [ { "email": "ann@example.com" } ] }""";

    private readonly MessageIntake intake;
    private long offset;

    private KafkaIntakeHarness(IntakeHarness http, ApplicationRules? rules)
    {
        Http = http;
        IAccessTokens tokens = Substitute.For<IAccessTokens>();
        tokens.ValidateAsync(Token, Arg.Any<CancellationToken>()).Returns(IntakeHarness.Caller with { Rules = rules ?? ApplicationRules.None });
        tokens.ValidateAsync(ReaderToken, Arg.Any<CancellationToken>()).Returns(new Caller("orders", Scopes.NoticesRead));
        KafkaSettings settings = KafkaSettings.Read(new ConfigurationBuilder().Build());
        DeadLetterOffice office = new(Kafka, Known, settings, http.Metrics, NullLogger<DeadLetterOffice>.Instance);
        intake = new(new MessageReader(tokens, IntakeHarness.Urls(), http.Notices.Time), http.Intake, office);
    }

    public IntakeHarness Http { get; }

    public FakeKafka Kafka { get; } = new();

    public InMemoryDeadLetters Known { get; } = new();

    /// <summary>The reasons of what was sent to the topic of dead letters.</summary>
    public IReadOnlyList<string?> Reasons => [.. Kafka.Sent.Where(sent => sent.Topic == "notices.dead-letter").Select(sent => FakeKafka.Header(sent.Message, DeadLetterHeaders.Reason))];

    public static async Task<KafkaIntakeHarness> StartAsync(ApplicationRules? rules = null) => new(await IntakeHarness.StartAsync(), rules);

    /// <summary>A message as the trigger gives it, at the next place of its partition.</summary>
    public KafkaRecord Record(string? value, string? token = Token, DateTimeOffset? at = null, params (string Name, string Value)[] headers) => new()
    {
        Topic = "notices",
        Partition = 0,
        Offset = offset++,
        Value = value is null ? null! : Encoding.UTF8.GetBytes(value),
        Timestamp = new KafkaTimestamp { UnixTimestampMs = (at ?? Http.Notices.Time.GetUtcNow()).ToUnixTimeMilliseconds(), Type = KafkaTimestampType.CreateTime },
        Headers =
        [
            .. token is null ? Array.Empty<KafkaHeader>() : [Header("authorization", "Bearer " + token)],
            .. headers.Select(header => Header(header.Name, header.Value)),
        ],
    };

    public Task AcceptAsync(params KafkaRecord[] records) => AcceptAsync(Http.Notices.Engine.Client, records);

    /// <summary>The same with another client of the engine.</summary>
    public Task AcceptAsync(DurableTaskClient client, params KafkaRecord[] records) => intake.AcceptAsync(client, records, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Http.DisposeAsync();

    private static KafkaHeader Header(string name, string value) => new() { Key = name, Value = Encoding.UTF8.GetBytes(value) };
}
