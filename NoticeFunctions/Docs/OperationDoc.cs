using System.Text.Json.Serialization.Metadata;

namespace NoticeFunctions.Docs;

/// <summary>What the document says of one function.</summary>
/// <param name="Tag">The group it stands in.</param>
/// <param name="Summary">A line.</param>
/// <param name="Description">The rest.</param>
internal sealed record OperationDoc(string Tag, string Summary, string Description)
{
    /// <summary>Query parameters, by name.</summary>
    public IReadOnlyList<(string Name, string Description)> Query { get; init; } = [];

    /// <summary>Request headers, by name.</summary>
    public IReadOnlyList<(string Name, string Description)> Headers { get; init; } = [];

    /// <summary>Whether it takes a notice as its body.</summary>
    public bool TakesNotice { get; init; }

    /// <summary>Whether it takes a schedule to preview as its body.</summary>
    public bool TakesSchedule { get; init; }

    /// <summary>What else it takes as its body; null for nothing.</summary>
    public BodyDoc? Body { get; init; }

    /// <summary>Its answers: the status, what it means, and the record that the body is written from (null: no JSON body).</summary>
    public required IReadOnlyList<(int Status, string Description, JsonTypeInfo? Body)> Answers { get; init; }
}
