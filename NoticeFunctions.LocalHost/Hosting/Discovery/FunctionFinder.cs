using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using NoticeFunctions.LocalHost.Hosting.Invocation;
using NoticeFunctions.LocalHost.Hosting.Outputs;

namespace NoticeFunctions.LocalHost.Hosting.Discovery;

/// <summary>Finds the app's functions, and refuses at start what the real host or its SDK refuses.</summary>
/// <param name="triggers">What can call a function.</param>
/// <param name="inputs">What an extension can hand to one.</param>
/// <param name="outputs">Where one can send to.</param>
internal sealed class FunctionFinder(IReadOnlyList<ITriggerBinding> triggers, IReadOnlyList<IInputBinding> inputs, IReadOnlyList<IOutputBinding> outputs)
{
    private const BindingFlags Methods
        = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The functions of the types, ordered by name.</summary>
    /// <exception cref="StartUpException">One of them can't be a function; the message names it and its parameter.</exception>
    public IReadOnlyList<FunctionDescriptor> Find(IEnumerable<Type> types)
    {
        List<FunctionDescriptor> found =
        [
            .. from type in types
               where type.IsClass && !type.ContainsGenericParameters
               from method in type.GetMethods(Methods)
               let attribute = method.GetCustomAttribute<FunctionAttribute>()
               where attribute is not null
               select Describe(attribute.Name, method),
        ];
        foreach (IGrouping<string, FunctionDescriptor> same in found.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            throw FunctionFault.At(same.Key, same.Last().Method, $"the name is also that of {same.First().Method.DeclaringType?.FullName}.{same.First().Method.Name}.");
        }

        return [.. found.OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private FunctionDescriptor Describe(string name, MethodInfo method)
    {
        if (!method.IsPublic || method.IsGenericMethodDefinition || (!method.IsStatic && method.DeclaringType!.IsAbstract))
        {
            throw FunctionFault.At(name, method, "a function is a public method without type parameters, static or of a class that can be made.");
        }

        FunctionCandidate candidate = Candidate(name, method);
        ITriggerBinding trigger = triggers.FirstOrDefault(t => t.Handles(candidate.Trigger))
            ?? throw candidate.Fault(candidate.TriggerParameter, $"LocalHost has no trigger {candidate.Trigger.GetType().Name}.");
        trigger.Check(candidate);
        FunctionOutputs given = OutputFinder.Find(candidate, outputs);
        ParameterInfo[] parameters = method.GetParameters();
        return new FunctionDescriptor(
            name,
            method,
            candidate.Trigger,
            candidate.TriggerParameter,
            new LocalFunctionDefinition(candidate, trigger.Type, given),
            [.. parameters.Select(p => Binder(candidate, trigger, p))],
            MethodInvoker.Compile(method),
            given)
        {
            HostInputs = candidate.HostInputs,
        };
    }

    private static FunctionCandidate Candidate(string name, MethodInfo method)
    {
        var triggered = (from parameter in method.GetParameters()
                         let attribute = parameter.GetCustomAttribute<TriggerBindingAttribute>()
                         where attribute is not null
                         select (Parameter: parameter, Attribute: attribute)).ToList();
        return triggered.Count switch
        {
            1 => new(name, method, triggered[0].Attribute, triggered[0].Parameter),
            0 => throw FunctionFault.At(name, method, "no parameter has a trigger attribute."),
            _ => throw FunctionFault.At(name, triggered[1].Parameter, "a second trigger; a function has one."),
        };
    }

    private BindParameter Binder(FunctionCandidate candidate, ITriggerBinding trigger, ParameterInfo parameter)
        => parameter.ParameterType.IsByRef || parameter.ParameterType.IsPointer
            ? throw candidate.Fault(parameter, "in, out and ref parameters and pointers can't be bound.")
            : CommonBinding.Bind(candidate, parameter, inputs) ?? trigger.Bind(candidate, parameter) ?? throw candidate.Fault(parameter, Unbound(parameter));

    private static string Unbound(ParameterInfo parameter)
        => $"nothing binds it: neither the trigger, nor an attribute, nor its type {parameter.ParameterType.Name}.";
}
