namespace NoticeFunctions.Docs;

/// <summary>What the document says of a body.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Name">What its schema is called.</param>
/// <param name="Schema">JSON Schema 2020-12.</param>
internal sealed record BodyDoc(string ContentType, string Name, string Schema)
{
    /// <summary>Bodies that can be sent as they stand.</summary>
    public IReadOnlyList<(string Name, string Summary, string Json)> Examples { get; init; } = [];
}
