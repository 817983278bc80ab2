using System.Text.Json;
using System.Text.Json.Serialization;

namespace NoticeFunctions.Notices;

/// <summary>Writes an enumeration by its name (<c>webSocket</c>) and refuses its numbers, which would tie stored data to the order of the source.</summary>
internal sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
