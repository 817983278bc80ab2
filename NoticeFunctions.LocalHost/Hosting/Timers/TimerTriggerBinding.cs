using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using NoticeFunctions.LocalHost.Hosting.Discovery;

namespace NoticeFunctions.LocalHost.Hosting.Timers;

/// <summary>The parameters of a timer function.</summary>
internal sealed class TimerTriggerBinding : ITriggerBinding
{
    public string Type => "timerTrigger";

    public bool Handles(TriggerBindingAttribute trigger) => trigger is TimerTriggerAttribute;

    public void Check(FunctionCandidate candidate)
    {
    }

    public BindParameter? Bind(FunctionCandidate candidate, ParameterInfo parameter)
        => parameter != candidate.TriggerParameter ? null
            : parameter.ParameterType == typeof(TimerInfo) ? static context => new(context.Trigger)
            : throw candidate.Fault(parameter, $"a timer trigger binds TimerInfo, not {parameter.ParameterType.Name}.");
}
