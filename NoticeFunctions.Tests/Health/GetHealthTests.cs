using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Health;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Redis;
using NoticeFunctions.Tests.Intake;
using NoticeFunctions.Tests.Records.InMemory;
using NSubstitute;
using StackExchange.Redis;

namespace NoticeFunctions.Tests.Health;

public sealed class GetHealthTests
{
    private static readonly RecordsHealth Well = new(IsHealthy: true, TimeSpan.FromMilliseconds(1.234));

    [Fact]
    public async Task When_all_is_there_the_answer_is_200_with_each_dependencys_latency()
    {
        Answer answer = await AskAsync(Well, Engine());

        answer.Status.Should().Be(200);
        answer.Body["status"]!.GetValue<string>().Should().Be("healthy");
        Dependency(answer, "redis")["latencyMs"]!.GetValue<double>().Should().Be(1.23);
        Dependency(answer, "durable")["latencyMs"]!.GetValue<double>().Should().BeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task When_Redis_is_down_the_answer_is_503_and_says_so_without_telling_where_it_is()
    {
        await using ConnectionMultiplexer nobody = RedisConnection.Open(new RedisOptions { ConnectionString = "127.0.0.1:1,connectTimeout=200,password=secret" });
        Answer answer = await AskAsync(new RedisHealth(nobody, TimeProvider.System), Engine());

        answer.Status.Should().Be(503);
        answer.Body["status"]!.GetValue<string>().Should().Be("unhealthy");
        Dependency(answer, "redis")["problem"]!.GetValue<string>().Should().Be("Redis does not answer.");
        Dependency(answer, "redis").ContainsKey("latencyMs").Should().BeFalse();
        Dependency(answer, "durable")["status"]!.GetValue<string>().Should().Be("healthy", "each is told apart");
        answer.Body.ToJsonString().Should().NotContain("127.0.0.1").And.NotContain("secret");
    }

    [Fact]
    public async Task When_the_engines_store_is_down_the_answer_is_503_without_what_was_thrown()
    {
        Answer answer = await AskAsync(Well, Engine(Task.FromException<OrchestrationMetadata?>(new InvalidOperationException("AccountKey=secret"))));

        answer.Status.Should().Be(503);
        Dependency(answer, "durable")["problem"]!.GetValue<string>().Should().Contain("store");
        answer.Body.ToJsonString().Should().NotContain("secret").And.NotContain("Exception");
    }

    [Fact]
    public async Task An_engine_that_does_not_answer_within_five_seconds_is_down()
    {
        FakeTimeProvider time = new();
        Task<Answer> asking = AskAsync(Stub(Well), Engine(new TaskCompletionSource<OrchestrationMetadata?>().Task), time);
        asking.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromSeconds(5));

        (await asking).Status.Should().Be(503);
    }

    [Fact]
    public async Task A_warning_is_told_and_leaves_the_platform_healthy()
    {
        Answer answer = await AskAsync(Well with { Warning = "no append-only file" }, Engine());

        answer.Status.Should().Be(200);
        Dependency(answer, "redis")["warning"]!.GetValue<string>().Should().Be("no append-only file");
    }

    private static Task<Answer> AskAsync(RecordsHealth records, DurableTaskClient engine) => AskAsync(Stub(records), engine);

    private static async Task<Answer> AskAsync(IRecordsHealth records, DurableTaskClient engine, TimeProvider? time = null)
    {
        DefaultHttpContext http = IntakeHarness.Request([], contentType: null);
        return await IntakeHarness.AnswerAsync(http, await new GetHealth(records, new Brakes(new InMemoryBrakes(), TimeProvider.System), time ?? TimeProvider.System).RunAsync(http.Request, engine));
    }

    private static IRecordsHealth Stub(RecordsHealth health)
    {
        IRecordsHealth records = Substitute.For<IRecordsHealth>();
        records.CheckAsync(Arg.Any<CancellationToken>()).Returns(health);
        return records;
    }

    private static DurableTaskClient Engine(Task<OrchestrationMetadata?>? answer = null)
    {
        DurableTaskClient client = Substitute.For<DurableTaskClient>("engine");
        client.GetInstanceAsync(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(answer ?? Task.FromResult<OrchestrationMetadata?>(null));
        return client;
    }

    private static JsonObject Dependency(Answer answer, string name) =>
        answer.Body["dependencies"]!.AsArray().Select(one => one!.AsObject()).Single(one => one["name"]!.GetValue<string>() == name);
}
