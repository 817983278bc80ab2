using System.ComponentModel.DataAnnotations;

namespace NoticeFunctions.Orchestration;

/// <summary>Settings of deliveries.</summary>
internal sealed class DeliveryOptions
{
    /// <summary>The section these settings stand in.</summary>
    public const string Section = "Delivery";

    /// <summary>How often a delivery is tried, the first time included, before it has failed.</summary>
    [Range(1, 100, ErrorMessage = "Delivery:MaxAttempts must be from 1 to 100.")]
    public int MaxAttempts { get; set; } = 8;

    /// <summary>How many calls of a provider that takes one message a call are under way at a time, for each part of a notice: as many may be repeated, or uncertain, after a crash.</summary>
    [Range(1, 64, ErrorMessage = "Delivery:CallsAtATime must be from 1 to 64.")]
    public int CallsAtATime { get; set; } = 8;
}

/// <summary>Settings that guard against runaways.</summary>
internal sealed class LimitOptions
{
    /// <summary>The section these settings stand in.</summary>
    public const string Section = "Limits";

    /// <summary>How often one notice may fire within an hour, retries included: twice what the shortest cycle needs.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:FiringsPerHour must be from 1 to 1000000.")]
    public int FiringsPerHour { get; set; } = 7200;
}
