namespace NoticeFunctions.LocalHost.Hosting.Durable.Management;

/// <summary>One operation of the management API: its method and its path below <c>/runtime/webhooks/durabletask</c>.</summary>
/// <param name="Method">The HTTP method; every other is 404.</param>
/// <param name="Template">Literal segments, case-insensitive, and parameters in braces.</param>
/// <param name="Answer">What carries it out.</param>
internal sealed record ManagementRoute(string Method, string Template, Func<ManagementRequest, Task> Answer)
{
    private readonly string[] segments = Template.Split('/');

    /// <summary>The parameters' values; null where the path is another's.</summary>
    public IReadOnlyDictionary<string, string>? Match(string method, string[] path)
    {
        if (path.Length != segments.Length || !string.Equals(method, Method, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Dictionary<string, string> values = new(StringComparer.Ordinal);
        for (int i = 0; i < path.Length; i++)
        {
            if (segments[i][0] == '{')
            {
                values.Add(segments[i].Trim('{', '}'), path[i]);
            }
            else if (!string.Equals(segments[i], path[i], StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        return values;
    }
}
