using System.Text.Json;

namespace NoticeFunctions.Notices;

/// <summary>The names that the words of the product have outside: in JSON, in queries, in ids and in keys.</summary>
internal static class Names
{
    /// <summary>The camelCase name, as <see cref="CamelCaseEnumConverter{T}"/> writes it.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Table<T>.ByValue[value];

    /// <summary>Reads a name as <see cref="Of{T}(T)"/> gives it; case matters, numbers are refused.</summary>
    public static bool TryParse<T>(string? name, out T value)
        where T : struct, Enum
    {
        value = default;
        return name is not null && Table<T>.ByName.TryGetValue(name, out value);
    }

    /// <summary>Every name of the enumeration, in its order: for error messages and the API's document.</summary>
    public static IReadOnlyCollection<string> All<T>()
        where T : struct, Enum => Table<T>.ByName.Keys;

    // Fixed by the source: read once per enumeration.
    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue =
            Enum.GetValues<T>().ToDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

        public static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
