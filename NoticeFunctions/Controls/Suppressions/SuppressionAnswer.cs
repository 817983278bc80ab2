using System.Text.Json;
using System.Text.Json.Serialization;
using NoticeFunctions.Notices;
using NoticeFunctions.Records.Suppressions;
using NoticeFunctions.Tracking;

namespace NoticeFunctions.Controls.Suppressions;

/// <summary>An address that gets nothing more. Which one it is is kept as a hash: ask with the address to find it.</summary>
/// <param name="Id">What it is removed by.</param>
/// <param name="Channel">On which channel.</param>
/// <param name="Reason">Why.</param>
/// <param name="Category">Of what it gets nothing more; null for everything.</param>
/// <param name="Since">Since when.</param>
internal sealed record SuppressionAnswer(string Id, Channel Channel, SuppressionReason Reason, string? Category, DateTimeOffset Since)
{
    /// <summary>As it is answered.</summary>
    public static SuppressionAnswer Of(Suppression suppression) => new(suppression.Key.Id, suppression.Key.Channel, suppression.Reason, suppression.Key.Category, suppression.Since);
}

/// <summary>How suppressions are spelt.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SuppressionAnswer))]
[JsonSerializable(typeof(ListAnswer<SuppressionAnswer>))]
internal sealed partial class SuppressionJson : JsonSerializerContext;
