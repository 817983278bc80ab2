using Microsoft.AspNetCore.Http;

namespace NoticeFunctions.LocalHost.Hosting.Http;

/// <summary>What middleware finds under <c>BindingContext.BindingData</c>: the query's and, over them, the route's values by name.</summary>
internal static class HttpBindingData
{
    public static IReadOnlyDictionary<string, object?> Of(HttpRequest request)
    {
        Dictionary<string, object?> data = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, var values) in request.Query)
        {
            data[name] = values.ToString();
        }

        foreach ((string name, object? value) in request.RouteValues)
        {
            data[name] = value?.ToString();
        }

        return data;
    }
}
