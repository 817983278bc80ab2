using System.Text.Json;
using System.Text.Json.Serialization;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Events;

/// <summary>What became of a notice, as a CloudEvents 1.0 event in structured mode: docs/events has its schema. It holds no address, no text and no secret.</summary>
/// <param name="Id">The same however often the fact is told: who has seen it drops it.</param>
/// <param name="Source">The application.</param>
/// <param name="Type">What happened: one of <see cref="EventTypes"/>.</param>
/// <param name="Subject">The notice.</param>
/// <param name="Time">When.</param>
/// <param name="Sequence">Orders the events of one notice: compare as texts.</param>
/// <param name="Data">The rest.</param>
internal sealed record NoticeEvent(string Id, string Source, string Type, string Subject, DateTimeOffset Time, string Sequence, EventData Data)
{
    /// <summary>The version of CloudEvents.</summary>
    [JsonPropertyOrder(-1)]
    public string Specversion => "1.0";

    /// <summary>What the data is.</summary>
    public string Datacontenttype => "application/json";
}

/// <summary>What an event tells beyond its head; what doesn't belong to its type is left out.</summary>
/// <param name="NoticeId">The notice.</param>
/// <param name="Application">Whose it is.</param>
internal sealed record EventData(string NoticeId, string Application)
{
    /// <summary>The notice's status, or the delivery's.</summary>
    public string? Status { get; init; }

    /// <summary>The notice's category.</summary>
    public string? Category { get; init; }

    /// <summary>The application's own pairs.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Of an accepted notice: when it is due first.</summary>
    public DateTimeOffset? FirstDue { get; init; }

    /// <summary>The delivery.</summary>
    public string? DeliveryId { get; init; }

    /// <summary>The delivery's occurrence.</summary>
    public int? Occurrence { get; init; }

    /// <summary>The delivery's channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Who carried it.</summary>
    public string? Provider { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>Of a notice that has ended: how many occurrences it had.</summary>
    public int? Occurrences { get; init; }

    /// <summary>Of a notice that has ended: its deliveries by channel.</summary>
    public IReadOnlyDictionary<Channel, ChannelCounts>? Counts { get; init; }
}

/// <summary>How events are spelt.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NoticeEvent))]
internal sealed partial class EventJson : JsonSerializerContext;
