using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using NoticeFunctions.LocalHost.Hosting.Discovery;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>The parameters of a SignalR function: the invocation, and its arguments by the names that the trigger gives them.</summary>
internal sealed class SignalRTriggerBinding : ITriggerBinding
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string Type => "signalRTrigger";

    public bool Handles(TriggerBindingAttribute trigger) => trigger is SignalRTriggerAttribute;

    public void Check(FunctionCandidate candidate)
    {
        SignalRTriggerAttribute trigger = (SignalRTriggerAttribute)candidate.Trigger;
        if (!Enum.GetNames<SignalRInvocationCategory>().Contains(trigger.Category, StringComparer.OrdinalIgnoreCase))
        {
            throw candidate.Fault(candidate.TriggerParameter, $"'{trigger.Category}' is no category: connections or messages.");
        }

        if (IsAbout(trigger, SignalRInvocationCategory.Connections) && !Is(trigger.Event, HubTriggers.Connected) && !Is(trigger.Event, HubTriggers.Disconnected))
        {
            throw candidate.Fault(candidate.TriggerParameter, $"'{trigger.Event}' is no event of a connection: connected or disconnected.");
        }
    }

    public BindParameter? Bind(FunctionCandidate candidate, ParameterInfo parameter)
    {
        string[] names = ((SignalRTriggerAttribute)candidate.Trigger).ParameterNames;
        if (parameter == candidate.TriggerParameter)
        {
            return parameter.ParameterType == typeof(SignalRInvocationContext)
                ? candidate.ByHost(parameter, context => Counted((SignalRInvocationContext)context.Trigger, names))
                : throw candidate.Fault(parameter, $"a SignalR trigger binds SignalRInvocationContext, not {parameter.ParameterType.Name}.");
        }

        int place = Array.FindIndex(names, name => Is(name, parameter.Name!));
        return place < 0 ? null : candidate.ByHost(parameter, context => Argument(Counted((SignalRInvocationContext)context.Trigger, names), place, parameter.ParameterType));
    }

    private static SignalRInvocationContext Counted(SignalRInvocationContext invocation, string[] names)
        => names.Length == 0 || invocation.Arguments?.Length == names.Length ? invocation
            : throw new InvalidOperationException($"The function takes {names.Length} arguments; the client has sent {invocation.Arguments?.Length ?? 0}.");

    // A number where text is wanted is the number's text, as on the real host.
    private static object? Argument(SignalRInvocationContext invocation, int place, Type type)
    {
        JsonElement argument = (JsonElement)invocation.Arguments![place];
        return type == typeof(object) ? argument
            : type == typeof(string) && argument.ValueKind is not (JsonValueKind.String or JsonValueKind.Null) ? argument.GetRawText()
            : argument.Deserialize(type, Json);
    }

    private static bool IsAbout(SignalRTriggerAttribute trigger, SignalRInvocationCategory category) => Is(trigger.Category, category.ToString());

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
