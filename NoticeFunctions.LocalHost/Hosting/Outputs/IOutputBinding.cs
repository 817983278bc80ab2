using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Invocation;

namespace NoticeFunctions.LocalHost.Hosting.Outputs;

/// <summary>Sends one value that a function has given out; what it throws fails the invocation.</summary>
internal delegate Task SendOutput(object value, LocalFunctionContext context);

/// <summary>A kind of output binding: where values of functions' results go.</summary>
internal interface IOutputBinding
{
    /// <summary>The binding's type as the real host spells it: <c>kafka</c>.</summary>
    string Type { get; }

    bool Handles(OutputBindingAttribute output);

    /// <summary>How to send the output's values.</summary>
    /// <exception cref="StartUpException">The real host would refuse the output, or a value of its type.</exception>
    SendOutput Bind(OutputCandidate output);
}

/// <summary>An output of a function, not yet checked.</summary>
/// <param name="Function">The function.</param>
/// <param name="Attribute">What makes it an output.</param>
/// <param name="Property">The property of the result that holds the value; null where the whole result is the value.</param>
/// <param name="ValueType">The value's type as the method or property declares it, without a task around it.</param>
internal sealed record OutputCandidate(FunctionCandidate Function, OutputBindingAttribute Attribute, PropertyInfo? Property, Type ValueType)
{
    /// <summary>The binding's name as the real host spells it.</summary>
    public string Name => Property?.Name ?? "$return";

    public StartUpException Fault(string what)
        => Function.Fault(Property is null ? $"its result: {what}" : $"property '{Property.Name}' of its result: {what}");
}
