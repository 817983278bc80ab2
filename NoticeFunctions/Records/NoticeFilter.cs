using NoticeFunctions.Notices;

namespace NoticeFunctions.Records;

/// <summary>Which notices of an application; what is null does not matter.</summary>
/// <param name="Status">Where they stand.</param>
/// <param name="Channel">One of their channels.</param>
/// <param name="Category">Their category.</param>
/// <param name="Recipient">One of their recipients' addresses, of any kind.</param>
/// <param name="From">Created at this instant or later.</param>
/// <param name="To">Created before this instant.</param>
internal sealed record NoticeFilter(
    NoticeStatus? Status = null,
    Channel? Channel = null,
    string? Category = null,
    string? Recipient = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null)
{
    /// <summary>Everything.</summary>
    public static NoticeFilter None { get; } = new();
}
