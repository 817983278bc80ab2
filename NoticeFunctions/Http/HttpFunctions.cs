using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.Http;

/// <summary>An HTTP function of the app, as its attributes tell.</summary>
/// <param name="Name">The function.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, with parameters in braces and without their constraints.</param>
internal sealed record HttpFunction(string Name, HttpMethod Method, string Path);

/// <summary>Finds the app's HTTP functions: Functions have no endpoint metadata to ask, on neither host.</summary>
internal static partial class HttpFunctions
{
    /// <summary>Every one, by path.</summary>
    public static IReadOnlyList<HttpFunction> Find(Assembly app) =>
    [
        .. from type in app.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger is not null
           from verb in trigger.Methods ?? []
           orderby trigger.Route, verb
           select new HttpFunction(function.Name, HttpMethod.Parse(verb.ToUpperInvariant()), PathOf(trigger.Route ?? function.Name)),
    ];

    private static string PathOf(string route) => "/" + Optional().Replace(Constraint().Replace(route, "{${name}}${optional}"), "");

    // What a parameter's constraints are is of no use to a caller; an optional one stands here for its absence (the root).
    [GeneratedRegex(@"\{(?<name>\w+)(:[^}?]*)?\}?(?<optional>\?)?\}?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{\w+\}\?", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Optional();
}
