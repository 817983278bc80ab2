using Microsoft.Extensions.Logging;
using NoticeFunctions.Notices;
using NoticeFunctions.Telemetry;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace NoticeFunctions.Channels.Routing;

/// <summary>
/// A provider with a breaker before it: where at least half of at least ten calls within 30 s have failed for now or had no answer, none is made for 30 s; then one tries, and its end
/// decides. What the breaker holds back has failed for now, and says so. Behind the provider's own time limits stands another, so that no call lasts for ever.
/// </summary>
internal sealed class GuardedProvider : IProvider, IAsyncDisposable
{
    /// <summary>How long the breaker keeps open.</summary>
    public static readonly TimeSpan Break = TimeSpan.FromSeconds(30);

    /// <summary>The calls within <see cref="Sample"/> from which on it may open.</summary>
    public const int FewestCalls = 10;

    /// <summary>The part of them that has to fail.</summary>
    public const double FailureRatio = 0.5;

    /// <summary>How far it looks back.</summary>
    public static readonly TimeSpan Sample = TimeSpan.FromSeconds(30);

    /// <summary>The longest that a call may take, whatever its provider thinks: longer than any of their own limits.</summary>
    public static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(6);

    private readonly IProvider inner;
    private readonly string told;
    private readonly ResiliencePipeline<IReadOnlyList<ProviderOutcome>> pipeline;

    /// <summary>Guards a provider.</summary>
    /// <param name="inner">The provider.</param>
    /// <param name="told">What logs call it.</param>
    /// <param name="metrics">Where openings are counted.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where they are told.</param>
    public GuardedProvider(IProvider inner, string told, NoticeMetrics metrics, TimeProvider time, ILogger logger)
    {
        this.inner = inner;
        this.told = told;
        pipeline = new ResiliencePipelineBuilder<IReadOnlyList<ProviderOutcome>> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<IReadOnlyList<ProviderOutcome>>
            {
                FailureRatio = FailureRatio,
                MinimumThroughput = FewestCalls,
                SamplingDuration = Sample,
                BreakDuration = Break,
                ShouldHandle = static call => new(call.Outcome.Exception is TimeoutRejectedException || (call.Outcome.Result is { } outcomes && HasFailed(outcomes))),
                OnOpened = _ =>
                {
                    metrics.BreakerOpened(inner.Name);
                    logger.BreakerOpened(told, Break);
                    return default;
                },
                OnClosed = _ =>
                {
                    logger.BreakerClosed(told);
                    return default;
                },
            })
            .AddTimeout(LongestCall)
            .Build();
    }

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public int LargestBatch => inner.LargestBatch;

    /// <inheritdoc/>
    public string? Sender => inner.Sender;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellation);
        try
        {
            Outcome<IReadOnlyList<ProviderOutcome>> outcome = await pipeline.ExecuteOutcomeAsync(CallAsync, context, new Call(inner, notice, deliveries));
            if (outcome.Result is { } outcomes)
            {
                return outcomes;
            }

            ProviderOutcome failed = outcome.Exception switch
            {
                BrokenCircuitException broken => ProviderOutcome.Transient($"Provider {Name} was not asked: most of its calls have failed lately.", broken.RetryAfter),
                TimeoutRejectedException => ProviderOutcome.Uncertain($"Provider {Name} did not answer within {LongestCall.TotalMinutes} minutes."),
                _ => throw Rethrown(outcome),
            };
            return [.. deliveries.Select(_ => failed)];
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Closes the provider where it holds anything open.</summary>
    public ValueTask DisposeAsync() => CloseAsync(inner);

    /// <summary>Closes a provider where it holds anything open.</summary>
    public static async ValueTask CloseAsync(IProvider provider)
    {
        switch (provider)
        {
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync();
                break;
            case IDisposable disposable:
                disposable.Dispose();
                break;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => told;

    // Some of a batch is no sign of trouble: one mailbox may be full, one address unknown.
    private static bool HasFailed(IReadOnlyList<ProviderOutcome> outcomes)
    {
        foreach (ProviderOutcome outcome in outcomes)
        {
            if (outcome.Result is not (AttemptResult.TransientFailure or AttemptResult.Uncertain))
            {
                return false;
            }
        }

        return true;
    }

    // Polly takes what fails as a value.
    private static async ValueTask<Outcome<IReadOnlyList<ProviderOutcome>>> CallAsync(ResilienceContext context, Call call)
    {
        try
        {
            return Outcome.FromResult(await call.Provider.SendAsync(call.Notice, call.Deliveries, context.CancellationToken));
        }
        catch (Exception e)
        {
            return Outcome.FromException<IReadOnlyList<ProviderOutcome>>(e);
        }
    }

    private static InvalidOperationException Rethrown(Outcome<IReadOnlyList<ProviderOutcome>> outcome)
    {
        outcome.ThrowIfException();
        return new InvalidOperationException("A provider gave neither outcomes nor a reason.");
    }

    private readonly record struct Call(IProvider Provider, Notice Notice, IReadOnlyList<Delivery> Deliveries);
}
