using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function when a client connects, disconnects, or invokes a method of the hub.</summary>
public sealed class SignalRTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>A function that takes the invocation as it came.</summary>
    /// <param name="hubName">The hub, or <c>%Setting%</c>.</param>
    /// <param name="category"><c>connections</c> or <c>messages</c>.</param>
    /// <param name="event"><c>connected</c> or <c>disconnected</c>; among messages, the method that clients invoke.</param>
    public SignalRTriggerAttribute(string hubName, string category, string @event)
        : this(hubName, category, @event, [])
    {
    }

    /// <summary>A function whose parameters are the invocation's arguments.</summary>
    /// <param name="hubName">The hub, or <c>%Setting%</c>.</param>
    /// <param name="category"><c>connections</c> or <c>messages</c>.</param>
    /// <param name="event"><c>connected</c> or <c>disconnected</c>; among messages, the method that clients invoke.</param>
    /// <param name="parameterNames">The names of the arguments, in order; an invocation with more or fewer fails.</param>
    public SignalRTriggerAttribute(string hubName, string category, string @event, params string[] parameterNames)
    {
        HubName = hubName;
        Category = category;
        Event = @event;
        ParameterNames = parameterNames;
    }

    /// <summary>The setting that names the service; null is <c>AzureSignalRConnectionString</c>.</summary>
    public string? ConnectionStringSetting { get; set; }

    /// <summary>The hub.</summary>
    public string HubName { get; }

    /// <summary><c>connections</c> or <c>messages</c>.</summary>
    public string Category { get; }

    /// <summary>What happened, or the method that was invoked.</summary>
    public string Event { get; }

    /// <summary>The names of the arguments; empty where any number of them is taken.</summary>
    public string[] ParameterNames { get; }
}
