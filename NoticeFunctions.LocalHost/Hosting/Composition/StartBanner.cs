using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.LocalHost.Hosting.Discovery;
using NoticeFunctions.LocalHost.Hosting.Http;
using NoticeFunctions.LocalHost.Hosting.Services;

namespace NoticeFunctions.LocalHost.Hosting.Composition;

/// <summary>What a started host tells its user.</summary>
internal static class StartBanner
{
    public static IEnumerable<string> Lines(
        string url, IReadOnlyList<FunctionDescriptor> functions, IReadOnlyList<HttpRoute> routes, IReadOnlyList<string> disabled, DevelopmentServices? services, IReadOnlyList<string> tryIt)
    {
        yield return "";
        yield return "Functions:";
        foreach (HttpRoute route in routes)
        {
            yield return $"  {route.Function.Name}: [{Methods(route)}] {url}/{route.Template}";
        }

        foreach (FunctionDescriptor function in functions.Where(f => f.Trigger is not HttpTriggerAttribute))
        {
            yield return $"  {function.Name}: {function.Definition.InputBindings[function.TriggerParameter.Name!].Type}";
        }

        foreach (string name in disabled)
        {
            yield return $"  {name}: disabled";
        }

        if (services is not null)
        {
            yield return "";
            yield return "Development services:";
            foreach (string line in services.Lines)
            {
                yield return $"  {line}";
            }
        }

        yield return "";
        yield return $"Listening on {url}";
        if (tryIt.Count > 0)
        {
            yield return "Try it:";
            foreach (string line in tryIt)
            {
                yield return $"  {line}";
            }
        }

        yield return "Ctrl-C ends the host.";
    }

    private static string Methods(HttpRoute route) => route.Methods is null ? "any" : string.Join(',', route.Methods.Select(m => m.ToUpperInvariant()));
}
