using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace NoticeFunctions.LocalHost.Hosting.Discovery;

/// <summary>What an extension hands to functions of any trigger.</summary>
internal interface IInputBinding
{
    bool Handles(InputBindingAttribute attribute);

    /// <summary>How to make the argument of a parameter with the attribute.</summary>
    /// <exception cref="StartUpException">The parameter's type, the trigger or the attribute's values don't fit.</exception>
    BindParameter Bind(FunctionCandidate candidate, ParameterInfo parameter, InputBindingAttribute attribute);
}
