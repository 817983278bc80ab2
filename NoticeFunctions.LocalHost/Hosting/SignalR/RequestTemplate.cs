using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>Text with values of a request in it: <c>{headers.NAME}</c>, <c>{query.NAME}</c>.</summary>
internal sealed partial class RequestTemplate
{
    private const string Headers = "headers.";
    private const string Query = "query.";

    private readonly string text;

    private RequestTemplate(string text) => this.text = text;

    /// <returns>Null where the text names something else, which is then <paramref name="unknown"/>.</returns>
    public static RequestTemplate? Parse(string text, out string unknown)
    {
        unknown = Value().Matches(text).Select(match => match.Groups["name"].Value).FirstOrDefault(name => !IsKnown(name)) ?? "";
        return unknown.Length == 0 ? new(text) : null;
    }

    /// <summary>Fills the text. Several values of one name are joined with commas, as the worker shows them.</summary>
    /// <exception cref="InvalidOperationException">The request lacks a value.</exception>
    public string Fill(HttpRequest request) => Value().Replace(text, match => Read(request, match.Groups["name"].Value));

    private static bool IsKnown(string name)
        => name.StartsWith(Headers, StringComparison.OrdinalIgnoreCase) || name.StartsWith(Query, StringComparison.OrdinalIgnoreCase);

    private static string Read(HttpRequest request, string name)
        => name.StartsWith(Headers, StringComparison.OrdinalIgnoreCase) && request.Headers.TryGetValue(name[Headers.Length..], out var header) ? header.ToString()
            : name.StartsWith(Query, StringComparison.OrdinalIgnoreCase) && request.Query.TryGetValue(name[Query.Length..], out var value) ? value.ToString()
            : throw new InvalidOperationException($"The request has no '{name}'.");

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();
}
