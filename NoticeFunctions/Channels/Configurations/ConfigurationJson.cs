using System.Text.Json;
using System.Text.Json.Serialization;

namespace NoticeFunctions.Channels.Configurations;

/// <summary>How configurations are spelt in the store: compact, what has its default left out.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ChannelConfiguration))]
internal sealed partial class ConfigurationJson : JsonSerializerContext;
