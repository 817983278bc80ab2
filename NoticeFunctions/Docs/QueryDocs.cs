using NoticeFunctions.Tracking;

namespace NoticeFunctions.Docs;

/// <summary>The document's words for query parameters that many functions have.</summary>
internal static class QueryDocs
{
    /// <summary>Of every list.</summary>
    public static IReadOnlyList<(string Name, string Description)> Paging { get; } =
        [("limit", $"Items of a page: 1 to {ListQuery.LargestLimit}, {ListQuery.DefaultLimit} unless told."), ("continuation", "From the page before, unchanged, with the same filter.")];
}
