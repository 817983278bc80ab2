using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Intake.Validation;

/// <summary>Reads the members of one JSON object and notes what is wrong: unknown and repeated members, and values of another type. A member that is null counts as absent.</summary>
internal sealed class ObjectReader
{
    // Few enough to be looked through, and one object less for each that is read; null counts as absent.
    private readonly List<(string Name, JsonElement Value)> members = [];
    private readonly string pointer;
    private readonly FaultList faults;

    private ObjectReader(string pointer, FaultList faults)
    {
        this.pointer = pointer;
        this.faults = faults;
    }

    /// <summary>Opens an object; null (and a fault) when the value is none.</summary>
    /// <param name="value">The value.</param>
    /// <param name="pointer">Where it stands.</param>
    /// <param name="faults">Where faults go.</param>
    /// <param name="known">The members it may have.</param>
    /// <param name="example">The whole object as it could be.</param>
    public static ObjectReader? Open(JsonElement value, string pointer, FaultList faults, IReadOnlyList<string> known, JsonNode example)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add(pointer, $"must be an object with some of: {string.Join(", ", known)}", example);
            return null;
        }

        ObjectReader reader = new(pointer, faults);
        HashSet<string>? unknown = null;
        foreach (JsonProperty member in value.EnumerateObject())
        {
            // Each asking makes another text.
            string name = member.Name;
            if (!known.Contains(name))
            {
                bool isFirst = (unknown ??= []).Add(name);
                faults.Add(reader.At(name), isFirst ? $"is unknown; known here are: {string.Join(", ", known)}" : "stands here more than once", example);
            }
            else if (reader.Find(name) is not null)
            {
                faults.Add(reader.At(name), "stands here more than once", example);
            }
            else
            {
                reader.members.Add((name, member.Value));
            }
        }

        return reader;
    }

    /// <summary>The pointer of a member.</summary>
    public string At(string name) => $"{pointer}/{Escape(name)}";

    /// <summary>A member's name as a pointer spells it (RFC 6901 section 3).</summary>
    public static string Escape(string name) => name.Replace("~", "~0").Replace("/", "~1");

    /// <summary>Whether a member is there.</summary>
    public bool Has(string name) => Value(name) is not null;

    /// <summary>A member's value, or null when it is absent.</summary>
    public JsonElement? Value(string name) => Find(name) is { ValueKind: not JsonValueKind.Null } value ? value : null;

    /// <summary>Notes that a member is wrong.</summary>
    public void Fault(string name, string detail, JsonNode? example) => faults.Add(At(name), detail, example);

    /// <summary>Notes that something deeper is wrong; the place is a pointer from this object on, escaped, without its first slash.</summary>
    public void FaultAt(string place, string detail, JsonNode? example) => faults.Add($"{pointer}/{place}", detail, example);

    /// <summary>A text, or null when the member is absent or (with a fault) no string.</summary>
    public string? Text(string name, string example)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        Fault(name, "must be a string", example);
        return null;
    }

    /// <summary>A text that a check approves; null otherwise, with a fault unless it is absent.</summary>
    public string? Text(string name, Func<string, bool> isRight, string detail, string example)
    {
        string? text = Text(name, example);
        if (text is null || isRight(text))
        {
            return text;
        }

        Fault(name, detail, example);
        return null;
    }

    /// <inheritdoc cref="Text(string, Func{string, bool}, string, string)"/>
    public string? Text(string name, Func<string, bool> isRight, [InterpolatedStringHandlerArgument("", nameof(name))] DetailText detail, string example) =>
        Text(name, isRight, detail.Take(), example);

    /// <summary>An array's elements; null when the member is absent or (with a fault) no array.</summary>
    public IReadOnlyList<JsonElement>? Items(string name, JsonNode example)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            return [.. value.EnumerateArray()];
        }

        Fault(name, "must be an array", example.DeepClone());
        return null;
    }

    private JsonElement? Find(string name)
    {
        foreach ((string known, JsonElement value) in members)
        {
            if (known == name)
            {
                return value;
            }
        }

        return null;
    }
}
