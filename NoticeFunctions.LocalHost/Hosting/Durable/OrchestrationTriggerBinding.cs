using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using NoticeFunctions.LocalHost.Hosting.Discovery;

namespace NoticeFunctions.LocalHost.Hosting.Durable;

/// <summary>The parameters of an orchestrator: its context and, if it wants it so, its input as a parameter of its own.</summary>
internal sealed class OrchestrationTriggerBinding : ITriggerBinding
{
    public string Type => "orchestrationTrigger";

    public bool Handles(TriggerBindingAttribute trigger) => trigger is OrchestrationTriggerAttribute;

    public void Check(FunctionCandidate candidate)
    {
        ParameterInfo[] inputs = [.. candidate.Method.GetParameters().Where(p => IsInput(candidate, p))];
        if (inputs.Length > 1)
        {
            throw candidate.Fault(inputs[1], "nothing binds it: an orchestrator has one input.");
        }
    }

    public BindParameter? Bind(FunctionCandidate candidate, ParameterInfo parameter)
    {
        if (parameter != candidate.TriggerParameter)
        {
            Func<TaskOrchestrationContext, object?> read = InputReader(parameter.ParameterType);
            return context => new(read((TaskOrchestrationContext)context.Trigger));
        }

        return parameter.ParameterType == typeof(TaskOrchestrationContext)
            ? static context => new(context.Trigger)
            : throw candidate.Fault(parameter, $"an orchestration trigger binds TaskOrchestrationContext, not {parameter.ParameterType.Name}.");
    }

    private static bool IsInput(FunctionCandidate candidate, ParameterInfo parameter)
        => parameter != candidate.TriggerParameter
            && parameter.GetCustomAttribute<BindingAttribute>() is null
            && parameter.ParameterType != typeof(FunctionContext)
            && parameter.ParameterType != typeof(CancellationToken);

    private static Func<TaskOrchestrationContext, object?> InputReader(Type type)
    {
        ParameterExpression context = Expression.Parameter(typeof(TaskOrchestrationContext));
        Expression input = Expression.Call(context, nameof(TaskOrchestrationContext.GetInput), [type]);
        return Expression.Lambda<Func<TaskOrchestrationContext, object?>>(Expression.Convert(input, typeof(object)), context).Compile();
    }
}
