using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;
using NoticeFunctions.LocalHost.Hosting.Outputs;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>Carries out the messages and group actions that functions return.</summary>
internal sealed class SignalROutputBinding(HubSettings settings) : IOutputBinding
{
    public const string BindingType = "signalR";

    public string Type => BindingType;

    public bool Handles(OutputBindingAttribute output) => output is SignalROutputAttribute;

    public SendOutput Bind(OutputCandidate output)
    {
        SignalROutputAttribute wanted = (SignalROutputAttribute)output.Attribute;
        string hub = settings.Hub(wanted.HubName, wanted.ConnectionStringSetting, output.Fault);
        if (!IsAction(output.ValueType) && !Several(output.ValueType).Any(IsAction))
        {
            throw output.Fault($"[SignalROutput] takes SignalRMessageAction or SignalRGroupAction, or several of them, not {output.ValueType.Name}.");
        }

        return (value, context) =>
        {
            context.InstanceServices.GetRequiredService<HubActions>().Run(hub, value);
            return Task.CompletedTask;
        };
    }

    // What is declared as object may be either.
    private static bool IsAction(Type type) => type == typeof(SignalRMessageAction) || type == typeof(SignalRGroupAction) || type == typeof(object);

    private static IEnumerable<Type> Several(Type type) => type.GetInterfaces().Append(type)
        .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
        .Select(i => i.GenericTypeArguments[0]);
}
