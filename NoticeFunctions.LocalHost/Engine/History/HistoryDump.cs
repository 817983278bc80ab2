using System.Text.Json;
using System.Text.Json.Nodes;

namespace NoticeFunctions.LocalHost.Engine.History;

/// <summary>
/// A history as text, one JSON object a line: <c>{"event":"TaskScheduled","TaskId":0,…}</c>. Tests keep such files and replay them against
/// today's code.
/// </summary>
internal static class HistoryDump
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, Type> Types = typeof(HistoryEvent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(HistoryEvent)) && !type.IsAbstract)
        .ToDictionary(type => type.Name, StringComparer.Ordinal);

    public static IEnumerable<string> ToLines(byte[] history)
    {
        foreach (HistoryEvent item in Events(history))
        {
            JsonObject members = JsonSerializer.SerializeToNode(item, item.GetType(), Json)!.AsObject();
            members.Insert(0, "event", item.GetType().Name);
            yield return members.ToJsonString(Json);
        }
    }

    /// <exception cref="InvalidDataException">A line is not an event of this host.</exception>
    public static byte[] FromLines(IEnumerable<string> lines)
    {
        ByteWriter writer = new();
        foreach (string line in lines.Where(line => line.Length > 0))
        {
            JsonObject members = JsonNode.Parse(line)!.AsObject();
            string name = (string?)members["event"] ?? string.Empty;
            if (!Types.TryGetValue(name, out Type? type))
            {
                throw new InvalidDataException($"'{name}' is not an event of a history.");
            }

            HistoryCodec.Write(writer, (HistoryEvent)members.Deserialize(type, Json)!);
        }

        return writer.Written.ToArray();
    }

    public static IReadOnlyList<HistoryEvent> Events(ReadOnlySpan<byte> history)
    {
        List<HistoryEvent> events = [];
        ByteReader reader = new(history);
        while (!reader.AtEnd)
        {
            events.Add(HistoryCodec.Read(ref reader));
        }

        return events;
    }
}
