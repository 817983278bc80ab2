using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Intake.Validation;

namespace NoticeFunctions.Admission.Reading;

/// <summary>Reads one item of a list.</summary>
internal delegate bool TryReadItem<T>(string text, out T item);

/// <summary>Reads lists of texts that stand for something.</summary>
internal static class ListReader
{
    /// <summary>The items, each once and those that are wrong left out; null when the member is absent.</summary>
    /// <param name="reader">The object.</param>
    /// <param name="name">Its member.</param>
    /// <param name="tryRead">Reads an item.</param>
    /// <param name="rule">What an item must be, as the rest of a sentence about it.</param>
    /// <param name="example">An item that is right.</param>
    /// <param name="most">The items that there may be.</param>
    public static IReadOnlyList<T>? Read<T>(ObjectReader reader, string name, TryReadItem<T> tryRead, string rule, string example, int most)
    {
        JsonArray list = [example];
        if (reader.Items(name, list) is not { } items)
        {
            return null;
        }

        if (items.Count == 0 || items.Count > most)
        {
            reader.Fault(name, $"must have 1 to {most} items, or be left out", list);
            return null;
        }

        List<T> read = [];
        for (int index = 0; index < items.Count; index++)
        {
            if (items[index].ValueKind != JsonValueKind.String || !tryRead(items[index].GetString()!, out T item))
            {
                reader.FaultAt($"{name}/{index}", rule, example);
            }
            else if (read.Contains(item))
            {
                reader.FaultAt($"{name}/{index}", "stands here more than once", example);
            }
            else
            {
                read.Add(item);
            }
        }

        return read;
    }
}
