using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using NoticeFunctions.LocalHost.Hosting.Invocation;

namespace NoticeFunctions.LocalHost.Hosting.Discovery;

/// <summary>What a kind of trigger hands to its functions.</summary>
internal interface ITriggerBinding
{
    /// <summary>The binding's type as the real host spells it: <c>httpTrigger</c>.</summary>
    string Type { get; }

    bool Handles(TriggerBindingAttribute trigger);

    /// <summary>Checks what goes beyond single parameters.</summary>
    /// <exception cref="StartUpException">The real host would refuse the function.</exception>
    void Check(FunctionCandidate candidate);

    /// <summary>How to make the argument of a parameter; null where the trigger has nothing for it.</summary>
    /// <exception cref="StartUpException">The parameter's type can't be bound.</exception>
    BindParameter? Bind(FunctionCandidate candidate, ParameterInfo parameter);
}

/// <summary>A method that calls itself a function, not yet checked.</summary>
internal sealed record FunctionCandidate(string Name, MethodInfo Method, TriggerBindingAttribute Trigger, ParameterInfo TriggerParameter)
{
    /// <summary>The parameters that the host itself reads.</summary>
    public List<HostInput> HostInputs { get; } = [];

    /// <summary>Has the host read a parameter before the worker is asked.</summary>
    public BindParameter ByHost(ParameterInfo parameter, Func<LocalFunctionContext, object?> read)
    {
        int place = HostInputs.Count;
        HostInputs.Add(new(parameter.Name!, read));
        return context => new(context.HostInputs[place]);
    }

    public StartUpException Fault(string what) => FunctionFault.At(Name, Method, what);

    public StartUpException Fault(ParameterInfo parameter, string what) => FunctionFault.At(Name, parameter, what);
}
