using System.Text.Json;
using System.Text.Json.Serialization;

namespace NoticeFunctions.Applications.Signing;

/// <summary>The keys of a kind as they stand in Redis.</summary>
/// <param name="Keys">Oldest first.</param>
internal sealed record StoredKeys(IReadOnlyList<StoredKey> Keys);

/// <summary>One of them.</summary>
/// <param name="Id">Its <c>kid</c>.</param>
/// <param name="Created">When it was made.</param>
/// <param name="ActiveFrom">From when on it is used.</param>
/// <param name="Locked">Its PKCS#8 document, locked by <see cref="Secrets.SecretBox"/>.</param>
internal sealed record StoredKey(string Id, DateTimeOffset Created, DateTimeOffset ActiveFrom, byte[] Locked);

/// <summary>How they are spelt.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StoredKeys))]
internal sealed partial class StoredKeysJson : JsonSerializerContext;
