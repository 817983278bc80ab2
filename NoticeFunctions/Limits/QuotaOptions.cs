using System.ComponentModel.DataAnnotations;

namespace NoticeFunctions.Limits;

/// <summary>How much each application may send, unless its registration says otherwise.</summary>
internal sealed class QuotaOptions
{
    /// <summary>The section these settings stand in.</summary>
    public const string Section = "Limits";

    /// <summary>Notices that an application may have accepted in a minute of the clock; 0 for no limit.</summary>
    [Range(0, 100_000_000, ErrorMessage = "Limits:NoticesPerMinute must be from 0, which is no limit, to 100000000.")]
    public int NoticesPerMinute { get; set; } = 6000;

    /// <summary>Notices of an application that may be accepted and not ended; 0 for no limit.</summary>
    [Range(0, 1_000_000_000, ErrorMessage = "Limits:PendingNotices must be from 0, which is no limit, to 1000000000.")]
    public int PendingNotices { get; set; } = 1_000_000;
}
