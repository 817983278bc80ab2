using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using NoticeFunctions.LocalHost.Hosting.Discovery;

namespace NoticeFunctions.LocalHost.Hosting.Outputs;

/// <summary>Finds the outputs of a function: one on the method, for its whole result, or some on the properties of the class that it returns.</summary>
internal static class OutputFinder
{
    /// <exception cref="StartUpException">The real host or its SDK would refuse one of them.</exception>
    public static FunctionOutputs Find(FunctionCandidate function, IReadOnlyList<IOutputBinding> bindings)
    {
        Type result = ResultOf(function.Method);
        OutputBindingAttribute? whole = function.Method.GetCustomAttribute<OutputBindingAttribute>();
        List<(PropertyInfo Property, OutputBindingAttribute Output)> parts =
        [
            .. from property in result.GetProperties()
               let output = property.GetCustomAttribute<OutputBindingAttribute>()
               where output is not null
               select (property, output),
        ];
        CheckHttp(function, parts);
        List<OutputCandidate> candidates = whole is not null
            ? [new(function, whole, null, result)]
            : [.. parts.Where(p => p.Output is not HttpResultAttribute).Select(p => new OutputCandidate(function, p.Output, p.Property, p.Property.PropertyType))];
        return candidates.Count == 0 ? FunctionOutputs.None : new(
            [.. candidates.Select(candidate => Describe(candidate, bindings))],
            ConsumeResult: whole is null && function.Trigger is not HttpTriggerAttribute);
    }

    /// <summary>What the method returns, without the task around it.</summary>
    public static Type ResultOf(MethodInfo method)
    {
        Type type = method.ReturnType;
        return type == typeof(Task) || type == typeof(ValueTask) ? typeof(void)
            : type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>)) ? type.GenericTypeArguments[0]
            : type;
    }

    private static void CheckHttp(FunctionCandidate function, List<(PropertyInfo Property, OutputBindingAttribute Output)> parts)
    {
        if (function.Trigger is HttpTriggerAttribute && parts.Count > 0 && !parts.Exists(p => p.Output is HttpResultAttribute))
        {
            throw function.Fault($"property '{parts[0].Property.Name}' of its result is an output; then one property must be the [HttpResult].");
        }
    }

    private static FunctionOutput Describe(OutputCandidate candidate, IReadOnlyList<IOutputBinding> bindings)
    {
        IOutputBinding binding = bindings.FirstOrDefault(b => b.Handles(candidate.Attribute)) ?? throw Unknown(candidate);
        return candidate.Property is null && candidate.Function.Trigger is HttpTriggerAttribute ? throw candidate.Fault("an HTTP function gives out through properties of a class, beside its [HttpResult].")
            : candidate.Function.Trigger is OrchestrationTriggerAttribute ? throw candidate.Fault("an orchestrator can't give out anything: it would do so anew at every replay.")
            : candidate.ValueType == typeof(void) ? throw candidate.Fault("there is none to give out.")
            : new(candidate.Name, binding.Type, Reader(candidate), binding.Bind(candidate));
    }

    private static StartUpException Unknown(OutputCandidate candidate)
        => candidate.Property is null
            ? candidate.Function.Fault($"LocalHost has no output binding {candidate.Attribute.GetType().Name}.")
            : candidate.Function.Fault($"LocalHost has no output binding {candidate.Attribute.GetType().Name} (property '{candidate.Name}' of its result).");

    private static Func<object?, object?> Reader(OutputCandidate candidate)
    {
        if (candidate.Property is not { } property)
        {
            return static result => result;
        }

        ParameterExpression result = Expression.Parameter(typeof(object));
        Expression value = Expression.Property(Expression.Convert(result, property.DeclaringType!), property);
        Func<object?, object?> read = Expression.Lambda<Func<object?, object?>>(Expression.Convert(value, typeof(object)), result).Compile();
        return given => given is null ? null : read(given);
    }
}
