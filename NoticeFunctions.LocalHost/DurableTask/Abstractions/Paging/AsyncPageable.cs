namespace Microsoft.DurableTask;

/// <summary>A list that is fetched page by page while it is enumerated.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
{
    /// <summary>The list's pages.</summary>
    /// <param name="continuationToken">Where to begin: an earlier page's token, or null for the beginning.</param>
    /// <param name="pageSizeHint">How many values a page should have; the last may have fewer.</param>
    public abstract IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null);

    /// <summary>The list's values, one by one; the next page is fetched when it is needed.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (Page<T> page in AsPages().WithCancellation(cancellationToken))
        {
            foreach (T value in page.Values)
            {
                yield return value;
            }
        }
    }
}
