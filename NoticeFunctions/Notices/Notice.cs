using System.Text.Json.Serialization;

namespace NoticeFunctions.Notices;

/// <summary>What an application asked to be told, to whom, when and how. It never changes; what became of it is <see cref="NoticeProgress"/>.</summary>
/// <param name="Application">The subsystem it belongs to.</param>
/// <param name="Id">32 lower-case hex digits: <see cref="NoticeIds"/>.</param>
/// <param name="Title">1 to 998 characters.</param>
/// <param name="Content">What it says.</param>
/// <param name="To">1 to 10,000 recipients, and behind them those whom only an escalation tells; a recipient's position is part of its deliveries' ids.</param>
/// <param name="Channels">The channels in use, each once.</param>
/// <param name="Schedule">When, as the caller put it; null is at once.</param>
/// <param name="Priority">How much it presses.</param>
/// <param name="Category">A word of the application's for lists and statistics.</param>
/// <param name="Metadata">The application's own pairs, given back as they came.</param>
/// <param name="Created">When it was accepted, in whole milliseconds: what lists are ordered by.</param>
/// <param name="FirstDue">The instant of occurrence 1, computed once at intake; <paramref name="Created"/> when it is due at once. A limit of its application may have moved it.</param>
/// <param name="TraceParent">W3C trace context of the request that brought it.</param>
internal sealed record Notice(
    string Application,
    string Id,
    string Title,
    NoticeContent Content,
    IReadOnlyList<Recipient> To,
    IReadOnlyList<Channel> Channels,
    NoticeSchedule? Schedule,
    Priority Priority,
    string? Category,
    IReadOnlyDictionary<string, string>? Metadata,
    [property: JsonPropertyOrder(-1)] DateTimeOffset Created,
    DateTimeOffset FirstDue,
    string? TraceParent)
{
    /// <summary>Until when an occurrence is worth delivering, as the caller put it: an instant, or a duration after it is due.</summary>
    public string? Expires { get; init; }

    /// <summary>Whose acknowledgement ends the notice; null when none does.</summary>
    public AcknowledgementRule? StopWhenAcknowledged { get; init; }

    /// <summary>Where the links in its messages lead, without a slash at the end; null where it has none.</summary>
    public string? LinkBase { get; init; }

    /// <summary>What it does while nobody acknowledges it, in order; null where it has no such steps.</summary>
    public IReadOnlyList<EscalationStep>? Escalate { get; init; }

    /// <summary>How many of <see cref="To"/>, the last ones, only an escalation tells.</summary>
    public int Escalated { get; init; }

    /// <summary>The channel configurations that it names, by channel; null where it names none.</summary>
    public IReadOnlyDictionary<Channel, string>? Configuration { get; init; }

    /// <summary>Whom its mail is from; null for the provider's own sender.</summary>
    public string? From { get; init; }

    /// <summary>Whom answers to its mail go to; null for its sender.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>What goes along with its mail; null where nothing does.</summary>
    public IReadOnlyList<NoticeAttachment>? Attachments { get; init; }

    /// <summary>The files themselves, while they are in memory: at its acceptance those that came with it, at its delivery all of <see cref="Attachments"/>. Never kept.</summary>
    [JsonIgnore]
    public IReadOnlyList<AttachedFile> Files { get; init; } = [];

    /// <summary>How many recipients its occurrences have.</summary>
    [JsonIgnore]
    public int Recipients => To.Count - Escalated;

    /// <summary>Whether an occurrence has so many deliveries that how far it is deserves telling.</summary>
    [JsonIgnore]
    public bool IsLarge => Recipients * Channels.Count > 100;

    /// <summary>What the notice is found by.</summary>
    [JsonIgnore]
    public NoticeKey Key => new(Application, Id);

    /// <summary>The same, with its first occurrence due no earlier.</summary>
    public Notice DueFrom(DateTimeOffset earliest) => FirstDue >= earliest ? this : this with { FirstDue = earliest };

    /// <summary>Whom an occurrence goes to (0), or a step of the escalation (from 1).</summary>
    public Reach ReachOf(int step) => step == 0 || Escalate is null ? new(Channels, 0, Recipients) : Escalate[step - 1].Reach;

    /// <summary>The channel configuration that it names for a channel; null for the channel's default.</summary>
    public string? ConfigurationOf(Channel channel) => Configuration?.GetValueOrDefault(channel);

    /// <summary>The recipients who can be reached on a channel, by position: each is one delivery of every occurrence, or of a step.</summary>
    public IEnumerable<(int Index, string Address)> RecipientsOn(Channel channel, int step = 0)
    {
        Reach reach = ReachOf(step);
        for (int index = reach.First; index < reach.First + reach.Count; index++)
        {
            if (To[index].AddressFor(channel) is { } address)
            {
                yield return (index, address);
            }
        }
    }

    /// <summary>Where a firing may have deliveries, by channel and recipient.</summary>
    /// <param name="step">0 of an occurrence; the step of one that escalates; null where it may be any of them.</param>
    public IEnumerable<(Channel Channel, int Index)> PlacesOf(int? step)
    {
        if (Escalate is null || step is not null)
        {
            return from channel in ReachOf(step ?? 0).Channels.Order()
                   from recipient in RecipientsOn(channel, step ?? 0)
                   select (channel, recipient.Index);
        }

        return Enumerable.Range(0, Escalate.Count + 1).SelectMany(one => PlacesOf(one)).Distinct().Order();
    }
}
