namespace NoticeFunctions.Records.Redis;

/// <summary>Notices in the order of the list, from one index or several.</summary>
internal interface IIndexSource
{
    /// <summary>The entries that follow a place: at most <paramref name="take"/>, and at least one if there is any.</summary>
    Task<IndexPage> ReadAsync(ListPosition after, int take);
}

/// <summary>Some entries of an index, each notice once.</summary>
/// <param name="Entries">In the list's order.</param>
/// <param name="More">Whether others may follow.</param>
internal sealed record IndexPage(IReadOnlyList<IndexEntry> Entries, bool More);
