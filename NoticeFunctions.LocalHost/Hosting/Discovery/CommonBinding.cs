using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace NoticeFunctions.LocalHost.Hosting.Discovery;

/// <summary>The parameters that every kind of function may have.</summary>
internal static class CommonBinding
{
    /// <returns>Null where the parameter is none of them.</returns>
    public static BindParameter? Bind(FunctionCandidate candidate, ParameterInfo parameter, IReadOnlyList<IInputBinding> inputs)
    {
        if (parameter.GetCustomAttribute<InputBindingAttribute>() is { } input)
        {
            return inputs.FirstOrDefault(i => i.Handles(input)) is { } binding ? binding.Bind(candidate, parameter, input)
                : input is not DurableClientAttribute ? throw candidate.Fault(parameter, $"LocalHost has no input binding {input.GetType().Name}.")
                : candidate.Trigger is OrchestrationTriggerAttribute ? throw candidate.Fault(parameter, "an orchestrator can't use a client: it would act anew at every replay.")
                : parameter.ParameterType != typeof(DurableTaskClient) ? throw candidate.Fault(parameter, $"[DurableClient] binds DurableTaskClient, not {parameter.ParameterType.Name}.")
                : static context => new(context.InstanceServices.GetRequiredService<DurableTaskClient>());
        }

        return parameter.ParameterType == typeof(FunctionContext) ? static context => new(context)
            : parameter.ParameterType == typeof(CancellationToken) ? static context => new(context.CancellationToken)
            : null;
    }
}
