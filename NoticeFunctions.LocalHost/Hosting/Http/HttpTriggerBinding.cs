using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using WorkerFromBody = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace NoticeFunctions.LocalHost.Hosting.Http;

/// <summary>The parameters of an HTTP function: the request, and values of its route, query and body.</summary>
/// <param name="hasWebApplication">Whether Program.cs has asked for ASP.NET Core's HTTP model.</param>
internal sealed class HttpTriggerBinding(bool hasWebApplication) : ITriggerBinding
{
    private static readonly string[] Reserved = ["admin", "runtime"];

    public string Type => "httpTrigger";

    public bool Handles(TriggerBindingAttribute trigger) => trigger is HttpTriggerAttribute;

    public void Check(FunctionCandidate candidate)
    {
        string template = Template(candidate);
        if (template is "/")
        {
            throw candidate.Fault("route '/' makes every HTTP function of the app time out on the real host; the root is '{root:maxlength(0)?}'.");
        }

        RoutePattern pattern = Parse(candidate, template);
        if (pattern.PathSegments is [{ IsSimple: true } first, ..] && first.Parts[0] is RoutePatternLiteralPart literal
            && Reserved.Contains(literal.Content, StringComparer.OrdinalIgnoreCase))
        {
            throw candidate.Fault($"routes below '{literal.Content}' are the host's own.");
        }
    }

    public BindParameter? Bind(FunctionCandidate candidate, ParameterInfo parameter)
    {
        if (parameter == candidate.TriggerParameter)
        {
            return parameter.ParameterType != typeof(HttpRequest) ? throw candidate.Fault(parameter, $"an HTTP trigger binds HttpRequest, not {parameter.ParameterType.Name}.")
                : !hasWebApplication ? throw candidate.Fault(parameter, "the worker binds HttpRequest only where Program.cs calls builder.ConfigureFunctionsWebApplication().")
                : static context => new(((HttpContext)context.Trigger).Request);
        }

        if (parameter.GetCustomAttribute<WorkerFromBody>() is not null)
        {
            return BodyBinding.Bind(candidate, parameter);
        }

        bool fromQuery = parameter.GetCustomAttribute<FromQueryAttribute>() is not null;
        bool inRoute = Parse(candidate, Template(candidate)).Parameters.Any(p => string.Equals(p.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
        foreach (string? alias in (string?[])[parameter.GetCustomAttribute<FromQueryAttribute>()?.Name, parameter.GetCustomAttribute<FromRouteAttribute>()?.Name])
        {
            if (alias is not null && !string.Equals(alias, parameter.Name, StringComparison.OrdinalIgnoreCase))
            {
                throw candidate.Fault(parameter, $"the real worker binds by the parameter's own name, not by '{alias}'.");
            }
        }

        return fromQuery ? TextBinding.FromQuery(candidate, parameter)
            : inRoute ? TextBinding.FromRoute(candidate, parameter)
            : parameter.GetCustomAttribute<FromRouteAttribute>() is not null ? throw candidate.Fault(parameter, $"route '{Template(candidate)}' has no such parameter.")
            : null;
    }

    /// <summary>The function's route: its own, or its name.</summary>
    public static string Template(FunctionCandidate candidate) => ((HttpTriggerAttribute)candidate.Trigger).Route ?? candidate.Name;

    private static RoutePattern Parse(FunctionCandidate candidate, string template)
    {
        try
        {
            return RoutePatternFactory.Parse(template);
        }
        catch (RoutePatternException e)
        {
            throw candidate.Fault($"route '{template}': {e.Message}");
        }
    }
}
