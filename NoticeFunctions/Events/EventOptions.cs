using Microsoft.Extensions.Options;
using NoticeFunctions.Kafka;

namespace NoticeFunctions.Events;

/// <summary>Settings under <c>Events</c>: whether what becomes of notices is told on Kafka.</summary>
internal sealed class EventOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Events";

    /// <summary>Whether events are told. Off, they cost nothing.</summary>
    public bool Enabled { get; set; }

    /// <summary>The topic that they are told on.</summary>
    public string Topic { get; set; } = "notice-events";
}

/// <summary>Stops a start whose events could go nowhere.</summary>
internal sealed class EventOptionsValidator(KafkaSettings kafka) : IValidateOptions<EventOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, EventOptions options) =>
        options.Enabled && kafka.Brokers is null ? ValidateOptionsResult.Fail("Events:Enabled needs brokers: set KafkaBrokers.")
        : options.Topic.Length == 0 ? ValidateOptionsResult.Fail("Events:Topic must name a topic.")
        : ValidateOptionsResult.Success;
}
