using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.LocalHost.Hosting.Discovery;

namespace NoticeFunctions.LocalHost.Hosting.Http;

/// <summary>One HTTP function's place: its full template and its methods (null for all).</summary>
internal sealed record HttpRoute(FunctionDescriptor Function, RoutePattern Pattern, IReadOnlyList<string>? Methods)
{
    /// <summary>The function's URL path, as a user reads it.</summary>
    public string Template => Pattern.RawText ?? "";

    private bool SharesMethodWith(HttpRoute other)
        => Methods is null || other.Methods is null || Methods.Intersect(other.Methods, StringComparer.OrdinalIgnoreCase).Any();

    public bool MayMatchTheSameAs(HttpRoute other) => SharesMethodWith(other) && RouteOverlap.Exists(Pattern, other.Pattern);
}

/// <summary>Lays out the app's HTTP functions under the route prefix.</summary>
internal static class HttpRoutes
{
    /// <exception cref="StartUpException">Some URL would match two functions of one method.</exception>
    public static IReadOnlyList<HttpRoute> Lay(IEnumerable<FunctionDescriptor> functions, string prefix)
    {
        List<HttpRoute> routes = [.. functions.Where(f => f.Trigger is HttpTriggerAttribute).Select(f => Route(f, prefix))];
        for (int i = 0; i < routes.Count; i++)
        {
            if (routes.Take(i).FirstOrDefault(routes[i].MayMatchTheSameAs) is { } other)
            {
                throw FunctionFault.At(
                    routes[i].Function.Name,
                    routes[i].Function.Method,
                    $"some URL matches its route '{routes[i].Template}' and '{other.Template}' of function '{other.Function.Name}'; the real host would take the first by name.");
            }
        }

        return routes;
    }

    public static IReadOnlyList<Endpoint> Endpoints(IEnumerable<HttpRoute> routes, Func<FunctionDescriptor, RequestDelegate> handler)
        => [.. routes.Select(route => new RouteEndpointBuilder(handler(route.Function), route.Pattern, order: 0)
        {
            DisplayName = route.Function.Name,
            Metadata = { new FunctionMethods(route.Methods) },
        }.Build())];

    private static HttpRoute Route(FunctionDescriptor function, string prefix)
    {
        HttpTriggerAttribute trigger = (HttpTriggerAttribute)function.Trigger;
        string template = (trigger.Route ?? function.Name).Trim('/');
        string full = prefix.Length == 0 ? template : $"{prefix}/{template}";
        return new(function, RoutePatternFactory.Parse(full), trigger.Methods is { Length: > 0 } methods ? methods : null);
    }
}
