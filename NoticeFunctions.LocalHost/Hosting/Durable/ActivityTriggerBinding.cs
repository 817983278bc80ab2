using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Hosting.Discovery;

namespace NoticeFunctions.LocalHost.Hosting.Durable;

/// <summary>The parameters of an activity: its input, read from JSON, and the id of the instance that calls it.</summary>
internal sealed class ActivityTriggerBinding(DataConverter converter) : ITriggerBinding
{
    private static readonly Type[] NoJson = [typeof(HttpRequest), typeof(TaskActivityContext), typeof(TaskOrchestrationContext), typeof(FunctionContext), typeof(CancellationToken)];

    public string Type => "activityTrigger";

    public bool Handles(TriggerBindingAttribute trigger) => trigger is ActivityTriggerAttribute;

    public void Check(FunctionCandidate candidate)
    {
        Type input = candidate.TriggerParameter.ParameterType;
        if (NoJson.Contains(input) || input.IsAssignableTo(typeof(Delegate)) || input.IsAssignableTo(typeof(Stream)))
        {
            throw candidate.Fault(candidate.TriggerParameter, $"an activity's input travels as JSON, which can't be read as {input.Name}.");
        }
    }

    public BindParameter? Bind(FunctionCandidate candidate, ParameterInfo parameter)
        => parameter == candidate.TriggerParameter ? Input(parameter.ParameterType)
            : parameter.ParameterType == typeof(string) && string.Equals(parameter.Name, "instanceId", StringComparison.OrdinalIgnoreCase)
                ? static context => new(((ActivityInvocation)context.Trigger).InstanceId)
                : null;

    private BindParameter Input(Type type)
    {
        object? absent = type.IsValueType ? Activator.CreateInstance(type) : null;
        return context => new(converter.Deserialize(((ActivityInvocation)context.Trigger).SerializedInput, type) ?? absent);
    }
}
