using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tracking;

/// <summary>A notice's orchestration as Durable's status query tells of an instance; nulls are written.</summary>
/// <param name="Name">The orchestrator.</param>
/// <param name="InstanceId">The notice's id.</param>
/// <param name="RuntimeStatus">Pending, Running, Suspended, Completed, Failed or Terminated.</param>
/// <param name="Input">What the present generation began with.</param>
/// <param name="CustomStatus">None so far.</param>
/// <param name="Output">As what the notice has ended.</param>
/// <param name="CreatedTime">When it was created, to the second.</param>
/// <param name="LastUpdatedTime">When it last changed, to the second.</param>
internal sealed record StatusAnswer(
    string Name,
    string InstanceId,
    string RuntimeStatus,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] JsonNode? Input,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] JsonNode? CustomStatus,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] JsonNode? Output,
    string CreatedTime,
    string LastUpdatedTime)
{
    /// <summary>Whether the orchestration has ended.</summary>
    [JsonIgnore]
    public bool IsFinished => RuntimeStatus is nameof(OrchestrationRuntimeStatus.Completed) or nameof(OrchestrationRuntimeStatus.Failed) or nameof(OrchestrationRuntimeStatus.Terminated);

    /// <summary>From the instance itself.</summary>
    public static StatusAnswer Of(OrchestrationMetadata instance) => new(
        instance.Name,
        instance.InstanceId,
        instance.RuntimeStatus.ToString(),
        Parse(instance.SerializedInput),
        Parse(instance.SerializedCustomStatus),
        OutputOf(instance),
        Seconds(instance.CreatedAt),
        Seconds(instance.LastUpdatedAt));

    /// <summary>From the record, before the instance is there and after it is purged.</summary>
    public static StatusAnswer Of(NoticeRecord record)
    {
        (Notice notice, NoticeProgress progress) = record;
        OrchestrationRuntimeStatus status = progress.HasEnded ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Pending;
        return new StatusAnswer(
            NoticeOrchestrator.Name,
            notice.Id,
            status.ToString(),
            Input: null,
            CustomStatus: null,
            progress.HasEnded ? JsonValue.Create(Names.Of(progress.Status)) : null,
            Seconds(notice.Created),
            Seconds(progress.Updated));
    }

    /// <summary>Of a failed instance the message alone: one backend tells it apart, another only within an output of "Type: message".</summary>
    private static JsonNode? OutputOf(OrchestrationMetadata instance) => instance switch
    {
        { FailureDetails: { } failure } => failure.ErrorMessage,
        { RuntimeStatus: OrchestrationRuntimeStatus.Failed, SerializedOutput: { } output } => output.Split(": ", 2)[^1],
        _ => Parse(instance.SerializedOutput),
    };

    private static JsonNode? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return json;
        }
    }

    private static string Seconds(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
