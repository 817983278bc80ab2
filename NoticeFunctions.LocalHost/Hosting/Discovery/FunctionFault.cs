using System.Reflection;

namespace NoticeFunctions.LocalHost.Hosting.Discovery;

/// <summary>Says at start which function, and which of its parameters, the real host or its SDK would refuse.</summary>
internal static class FunctionFault
{
    public static StartUpException At(string function, MethodInfo method, string what)
        => new($"Function '{function}' ({method.DeclaringType?.FullName}.{method.Name}): {what}");

    public static StartUpException At(string function, ParameterInfo parameter, string what)
        => new($"Function '{function}' ({parameter.Member.DeclaringType?.FullName}.{parameter.Member.Name}), parameter '{parameter.Name}': {what}");
}
