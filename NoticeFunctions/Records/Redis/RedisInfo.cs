namespace NoticeFunctions.Records.Redis;

/// <summary>An answer to INFO: lines of <c>name:value</c>.</summary>
internal sealed class RedisInfo
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>The value of a name, or null.</summary>
    public string? this[string name] => values.GetValueOrDefault(name);

    /// <summary>Reads an answer; headings and what is no pair are passed over.</summary>
    public static RedisInfo Parse(string? answer)
    {
        RedisInfo info = new();
        foreach (string line in (answer ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = line.IndexOf(':');
            if (colon > 0)
            {
                info.values[line[..colon]] = line[(colon + 1)..];
            }
        }

        return info;
    }
}
