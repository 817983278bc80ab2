namespace NoticeFunctions.Records;

/// <summary>A part of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="Continuation">What to ask for the next part with; null at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Continuation);
