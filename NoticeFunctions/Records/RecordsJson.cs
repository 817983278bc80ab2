using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NoticeFunctions.Notices;
using NoticeFunctions.Records.Events;

namespace NoticeFunctions.Records;

/// <summary>How records are spelt in the store: compact, what has its default left out.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(StoredNotice))]
[JsonSerializable(typeof(StoredProgress))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(NoticeControl))]
[JsonSerializable(typeof(HeardCounts))]
[JsonSerializable(typeof(LogEntry))]
[JsonSerializable(typeof(Brake))]
[JsonSerializable(typeof(SandboxItem))]
[JsonSerializable(typeof(StoredSuppression))]
[JsonSerializable(typeof(EarlyEvent))]
[JsonSerializable(typeof(RegisteredDevice))]
internal sealed partial class RecordsJson : JsonSerializerContext
{
    /// <summary>The one to use. The store is no web page: escaping what only HTML minds would triple the size of most of the world's scripts.</summary>
    public static RecordsJson Compact { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>What stands under a notice's key.</summary>
/// <param name="Fingerprint">Of the request, where an idempotency key came with it.</param>
/// <param name="Notice">The notice.</param>
internal sealed record StoredNotice(string? Fingerprint, Notice Notice);

/// <summary>What stands under a progress' key.</summary>
/// <param name="Progress">The progress.</param>
/// <param name="Deliveries">Those of the first occurrence, where one activity carries all of it and nothing else has happened yet; all others have keys of their own.</param>
internal sealed record StoredProgress(NoticeProgress Progress, IReadOnlyList<Delivery>? Deliveries);

/// <summary>What stands in a suppression's field.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Since">Since when.</param>
internal sealed record StoredSuppression(SuppressionReason Reason, DateTimeOffset Since);
