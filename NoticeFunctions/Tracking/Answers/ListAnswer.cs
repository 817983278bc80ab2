using System.Text.Json.Serialization;

namespace NoticeFunctions.Tracking;

/// <summary>A part of a list.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Continuation">What to ask for the next part with; null at the end.</param>
internal sealed record ListAnswer<T>(IReadOnlyList<T> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Continuation);
