using System.Text.Json.Nodes;

namespace NoticeFunctions.Problems;

/// <summary>Everything that is wrong with a request, gathered so that the caller learns it at once.</summary>
internal sealed class FaultList
{
    /// <summary>How many faults are told; a body that holds more is not a slip, and its answer must not dwarf it.</summary>
    public const int Most = 10_000;

    private readonly List<Fault> faults = [];

    /// <summary>The faults in the order they were found.</summary>
    public IReadOnlyList<Fault> Items => faults;

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => faults.Count > 0;

    /// <summary>Takes note of a fault.</summary>
    public void Add(string pointer, string detail, JsonNode? example)
    {
        if (faults.Count < Most)
        {
            faults.Add(new Fault(pointer, detail, example));
        }
    }
}
