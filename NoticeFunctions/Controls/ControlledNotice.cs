using System.Text.Json;
using System.Text.Json.Serialization;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Controls;

/// <summary>The answer to a control.</summary>
/// <param name="Id">The notice.</param>
/// <param name="Status">Where it stands after it.</param>
/// <param name="NextDue">When it is due next; null once it is not.</param>
internal sealed record ControlledNotice(string Id, NoticeStatus Status, DateTimeOffset? NextDue);

/// <summary>What operators have paused.</summary>
/// <param name="Paused">Each brake that is pulled.</param>
internal sealed record BrakesAnswer(IReadOnlyList<Brake> Paused);

/// <summary>How the answers to controls are spelt.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ControlledNotice))]
[JsonSerializable(typeof(BrakesAnswer))]
internal sealed partial class ControlsJson : JsonSerializerContext;
