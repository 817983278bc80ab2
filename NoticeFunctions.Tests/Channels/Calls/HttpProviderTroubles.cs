using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Support.Providers;

namespace NoticeFunctions.Tests.Channels.Calls;

/// <summary>What becomes of a message whose call goes wrong: the same whoever the provider is, as long as it is called over HTTP.</summary>
public abstract class HttpProviderTroubles : IAsyncLifetime
{
    private IProvider provider = null!;

    private protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>What errors call it.</summary>
    private protected abstract string Called { get; }

    /// <summary>What becomes of a message to which it says 200 and nothing that makes sense.</summary>
    private protected virtual AttemptResult OfAnUnreadableSuccess => AttemptResult.Accepted;

    /// <summary>A notice to one recipient, with which nothing is wrong.</summary>
    private protected abstract Notice Notice { get; }

    /// <summary>Starts a stub, and opens the provider with settings that are right.</summary>
    private protected abstract Task<IProvider> StartAsync();

    /// <summary>Opens it with a secret that is wrong.</summary>
    private protected abstract IProvider OpenWithAWrongSecret();

    /// <summary>Answers the next calls that are right, one answer a call.</summary>
    private protected abstract void Next(params IEnumerable<Func<HttpContext, Task>> answers);

    /// <summary>Stops the stub, if need be again.</summary>
    private protected abstract ValueTask StopAsync();

    public async ValueTask InitializeAsync() => provider = await StartAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return StopAsync();
    }

    [Theory]
    [InlineData(429, "17", 17)]
    [InlineData(503, "120", 120)]
    [InlineData(503, null, null)]
    [InlineData(502, "nonsense", null)]
    [InlineData(500, null, null)]
    [InlineData(408, null, null)]
    public async Task What_may_pass_is_transient_and_the_next_attempt_finds_it_over(int status, string? header, int? seconds)
    {
        Next(ProviderStub.Saying(status, "{}", header));

        ProviderOutcome outcome = await SendAsync();
        (outcome.Result, outcome.RetryAfter).Should().Be((AttemptResult.TransientFailure, seconds is { } some ? TimeSpan.FromSeconds(some) : null));
        (await SendAsync()).Result.Should().Be(AttemptResult.Accepted);
    }

    [Fact]
    public async Task A_Retry_After_that_is_a_date_counts_from_the_answers_own_date()
    {
        Next(http =>
        {
            http.Response.StatusCode = 429;
            http.Response.Headers.Date = Kinds.Created.ToString("R", CultureInfo.InvariantCulture);
            http.Response.Headers.RetryAfter = Kinds.Created.AddSeconds(90).ToString("R", CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });

        (await SendAsync()).RetryAfter.Should().Be(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task A_wrong_secret_is_final() =>
        (await OpenWithAWrongSecret().SendOneAsync(Notice)).Result.Should().Be(AttemptResult.PermanentFailure);

    [Fact]
    public async Task A_provider_that_is_not_there_has_nothing_and_is_transient()
    {
        await StopAsync();

        (await SendAsync()).Result.Should().Be(AttemptResult.TransientFailure);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_leaves_doubt()
    {
        (Func<HttpContext, Task> silent, Task called) = ProviderStub.Silent();
        Next(silent);
        Task<ProviderOutcome> sending = SendAsync();
        await called;
        Time.Advance(TimeSpan.FromSeconds(30));

        (await sending).Should().Be(ProviderOutcome.Uncertain($"{Called} did not answer in time whether it took the message."));
    }

    [Fact]
    public async Task A_connection_that_is_cut_before_the_answer_leaves_doubt_also_when_it_was_used_before_and_nobody_asks_twice()
    {
        (await SendAsync()).Result.Should().Be(AttemptResult.Accepted);
        int calls = 0;
        Func<HttpContext, Task> cut = http =>
        {
            Interlocked.Increment(ref calls);
            return ProviderStub.CutOff()(http);
        };
        Next(cut, cut);

        ProviderOutcome outcome = await SendAsync();
        outcome.Result.Should().Be(AttemptResult.Uncertain);
        outcome.Error.Should().StartWith($"The connection to {Called} broke before it said whether it took the message");
        calls.Should().Be(1);
    }

    [Fact]
    public async Task A_connection_that_is_cut_within_the_answer_has_told_what_its_head_tells()
    {
        Next(ProviderStub.CutOff(503), ProviderStub.CutOff(400), ProviderStub.CutOff(200));
        await TakenByStatusAsync(503, 400, 200);
    }

    [Fact]
    public async Task An_answer_of_megabytes_is_taken_by_its_status_and_not_read()
    {
        Next(ProviderStub.Huge(502), ProviderStub.Huge(400), ProviderStub.Huge(200));
        await TakenByStatusAsync(502, 400, 200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("{ \"code\": ")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("{ \"code\": {}, \"message\": \"\\ud800\", \"sid\": 5, \"errors\": [ 5, {} ], \"error\": { \"details\": [ 5 ] } }")]
    [InlineData("{ \"code\": 1, \"code\": \"12345678901234567890\", \"errors\": {}, \"error\": [] }")]
    public async Task An_answer_that_makes_no_sense_is_taken_by_its_status(string body)
    {
        Next(ProviderStub.Saying(502, body), ProviderStub.Saying(400, body), ProviderStub.Saying(200, body));
        await TakenByStatusAsync(502, 400, 200);
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        Next(http =>
        {
            http.Response.Redirect("http://127.0.0.1:1/");
            return Task.CompletedTask;
        });

        (await SendAsync()).Result.Should().Be(AttemptResult.PermanentFailure);
    }

    [Fact]
    public async Task A_caller_that_gives_up_ends_the_call()
    {
        using CancellationTokenSource caller = new();
        (Func<HttpContext, Task> silent, Task called) = ProviderStub.Silent();
        Next(silent);
        Task sending = provider.SendAsync(Notice, Kinds.Deliveries(Notice), caller.Token);
        await called;
        await caller.CancelAsync();

        await sending.Invoking(async task => await task).Should().ThrowAsync<OperationCanceledException>();
    }

    private async Task TakenByStatusAsync(int transient, int final, int success)
    {
        ProviderOutcome passes = await SendAsync();
        passes.Result.Should().Be(AttemptResult.TransientFailure);
        passes.Error.Should().StartWith($"{transient}").And.EndWith(": the answer gives no reason");
        ProviderOutcome refused = await SendAsync();
        refused.Result.Should().Be(AttemptResult.PermanentFailure);
        refused.Error.Should().StartWith($"{final}").And.EndWith(": the answer gives no reason");
        (await SendAsync()).Result.Should().Be(OfAnUnreadableSuccess, "{0} may say that the provider has the message: to send it again would be to send it twice", success);
    }

    private Task<ProviderOutcome> SendAsync() => provider.SendOneAsync(Notice);
}
