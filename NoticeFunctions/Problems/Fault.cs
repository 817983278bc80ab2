using System.Text.Json.Nodes;

namespace NoticeFunctions.Problems;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Pointer">Where: an RFC 6901 pointer into the body, <c>""</c> being all of it; for a query parameter <c>?name</c>, for a header its name.</param>
/// <param name="Detail">What is wrong, in words for the caller's developer. It never repeats the caller's value.</param>
/// <param name="Example">What would be right.</param>
internal sealed record Fault(string Pointer, string Detail, JsonNode? Example);
