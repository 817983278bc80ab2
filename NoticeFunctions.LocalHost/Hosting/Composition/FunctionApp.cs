using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Configuration;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Durable;
using NoticeFunctions.LocalHost.Hosting.Http;
using NoticeFunctions.LocalHost.Hosting.Kafka;
using NoticeFunctions.LocalHost.Hosting.Settings;
using NoticeFunctions.LocalHost.Hosting.SignalR;
using NoticeFunctions.LocalHost.Hosting.Timers;

namespace NoticeFunctions.LocalHost.Hosting.Composition;

/// <summary>The app's functions, checked.</summary>
/// <param name="Functions">All that are switched on.</param>
/// <param name="Routes">Where the HTTP functions among them answer.</param>
/// <param name="Disabled">The names of those that are switched off.</param>
internal sealed record FunctionApp(IReadOnlyList<FunctionDescriptor> Functions, IReadOnlyList<HttpRoute> Routes, IReadOnlyList<string> Disabled)
{
    public static FunctionApp Discover(IEnumerable<Type> types, IConfiguration configuration, HostSettings settings, bool hasWebApplication)
    {
        HubSettings hubs = new(configuration);
        FunctionFinder finder = new(
        [
            new HttpTriggerBinding(hasWebApplication), new TimerTriggerBinding(), new OrchestrationTriggerBinding(), new ActivityTriggerBinding(JsonDataConverter.Default),
            new SignalRTriggerBinding(), new KafkaTriggerBinding(),
        ],
        [new ConnectionInfoBinding(hubs)],
        [new SignalROutputBinding(hubs)]);
        ILookup<bool, FunctionDescriptor> found = finder.Find(types).ToLookup(f => configuration.IsDisabled(f.Name));
        return new([.. found[false]], HttpRoutes.Lay(found[false], settings.RoutePrefix), [.. found[true].Select(f => f.Name)]);
    }

    /// <summary>Whether the app needs the durable engine.</summary>
    public bool UsesDurable => Functions.Any(f => f.Trigger is OrchestrationTriggerAttribute or ActivityTriggerAttribute
        || f.Method.GetParameters().Any(p => p.IsDefined(typeof(DurableClientAttribute), inherit: false)));

    /// <summary>Whether the app needs a SignalR hub.</summary>
    public bool UsesSignalR => Functions.Any(f => f.Trigger is SignalRTriggerAttribute
        || f.Outputs.Outputs.Any(output => output.Type == SignalROutputBinding.BindingType)
        || f.Method.GetParameters().Any(p => p.IsDefined(typeof(SignalRConnectionInfoInputAttribute), inherit: false)));

    public IEnumerable<FunctionDescriptor> Timers => Functions.Where(f => f.Trigger is TimerTriggerAttribute);
}
