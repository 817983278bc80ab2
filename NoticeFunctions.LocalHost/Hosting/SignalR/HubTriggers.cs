using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.LocalHost.Hosting.Discovery;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>Which function takes which event of which hub; names without regard to case.</summary>
internal sealed class HubTriggers
{
    public const string Connected = "connected";
    public const string Disconnected = "disconnected";

    private readonly Dictionary<string, FunctionDescriptor> functions = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="StartUpException">Two functions take the same event.</exception>
    public HubTriggers(IEnumerable<FunctionDescriptor> all, HubSettings settings)
    {
        foreach (FunctionDescriptor function in all)
        {
            if (function.Trigger is SignalRTriggerAttribute trigger)
            {
                string hub = settings.Hub(trigger.HubName, trigger.ConnectionStringSetting, what => Fault(function, what));
                string key = Key(hub, trigger.Category, trigger.Event);
                if (functions.TryGetValue(key, out FunctionDescriptor? other))
                {
                    throw Fault(function, $"function '{other.Name}' takes the same event.");
                }

                functions.Add(key, function);
            }
        }
    }

    /// <summary>Whether there is any such function.</summary>
    public bool Listens => functions.Count > 0;

    /// <returns>Null where no function takes the event.</returns>
    public FunctionDescriptor? Find(string hub, SignalRInvocationCategory category, string what) => functions.GetValueOrDefault(Key(hub, category.ToString(), what));

    // No hub's name and no category has a slash.
    private static string Key(string hub, string category, string what) => $"{hub}/{category}/{what}";

    private static StartUpException Fault(FunctionDescriptor function, string what) => FunctionFault.At(function.Name, function.TriggerParameter, what);
}
