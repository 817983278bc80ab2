using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using NoticeFunctions.LocalHost.Hosting.Invocation;
using NoticeFunctions.LocalHost.Hosting.Outputs;

namespace NoticeFunctions.LocalHost.Hosting.Discovery;

/// <summary>Makes one argument of a call.</summary>
internal delegate ValueTask<object?> BindParameter(LocalFunctionContext context);

/// <summary>A function of the app, ready to be called.</summary>
/// <param name="Name">The name that <c>[Function]</c> gives.</param>
/// <param name="Method">The method.</param>
/// <param name="Trigger">What calls it.</param>
/// <param name="TriggerParameter">The parameter that carries the trigger.</param>
/// <param name="Definition">What middleware sees of it.</param>
/// <param name="Binders">One for each parameter, in order.</param>
/// <param name="Invoke">Calls the method.</param>
/// <param name="Outputs">What of its result goes elsewhere.</param>
internal sealed record FunctionDescriptor(
    string Name,
    MethodInfo Method,
    TriggerBindingAttribute Trigger,
    ParameterInfo TriggerParameter,
    FunctionDefinition Definition,
    IReadOnlyList<BindParameter> Binders,
    InvokeFunction Invoke,
    FunctionOutputs Outputs)
{
    /// <summary>What the host reads before the worker is asked.</summary>
    public IReadOnlyList<HostInput> HostInputs { get; init; } = [];
}
