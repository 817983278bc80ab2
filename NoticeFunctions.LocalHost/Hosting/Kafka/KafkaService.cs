using System.Diagnostics.Metrics;
using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Invocation;

namespace NoticeFunctions.LocalHost.Hosting.Kafka;

/// <summary>Runs the app's Kafka functions while the host runs; at its end it waits for the invocations that have begun, and commits what they have done.</summary>
internal sealed class KafkaService : IHostedService, IDisposable
{
    private readonly BackgroundRun run = new();
    private readonly InvocationPipeline pipeline;
    private readonly ILogger<KafkaService> logger;
    private readonly KafkaMetrics metrics;
    private readonly List<(KafkaSubscription Subscription, KafkaListener Listener)> listeners;

    public KafkaService(
        IReadOnlyList<KafkaSubscription> subscriptions, InvocationPipeline pipeline, IMeterFactory meters, TimeProvider time, ILogger<KafkaService> logger)
    {
        this.pipeline = pipeline;
        this.logger = logger;
        listeners = [.. subscriptions.Select(subscription => (subscription, Listener(subscription, time)))];
        metrics = new(meters, () => listeners.SelectMany(pair => pair.Listener.Lag()));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach ((KafkaSubscription subscription, KafkaListener listener) in listeners)
        {
            try
            {
                listener.Open();
            }
            catch (Exception e) when (e is KafkaException or InvalidOperationException or ArgumentException)
            {
                // librdkafka names the property, and no value of a secret.
                throw FunctionFault.At(subscription.Function.Name, subscription.Function.TriggerParameter, $"its Kafka client can't be made: {e.Message}");
            }
        }

        // A thread for each: the client's poll blocks.
        run.Start(listeners.Select(pair => Task.Factory.StartNew(
            () => pair.Listener.Run(run.Stopping), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => run.StopAsync(cancellationToken);

    public void Dispose() => run.Dispose();

    private KafkaListener Listener(KafkaSubscription subscription, TimeProvider time)
    {
        string function = subscription.Function.Name;
        KafkaLanes lanes = new(
            messages => InvokeAsync(subscription, messages),
            (messages, attempt, e) =>
            {
                metrics!.Failed(function);
                logger.KafkaFunctionFailed(function, messages.Items.Count, subscription.Topic, attempt, e);
            },
            messages => logger.KafkaMessagesSkipped(function, messages.Items.Count, subscription.Topic),
            subscription.Options,
            time);
        return new(subscription, lanes, count => metrics!.Consumed(function, count), time, logger);
    }

    private Task<object?> InvokeAsync(KafkaSubscription subscription, KafkaMessages messages)
        => pipeline.InvokeAsync(
            subscription.Function,
            messages,
            () => subscription.IsBatched ? KafkaBindingData.Of(messages) : KafkaBindingData.Of(messages.Single),
            run.GiveUp);
}
