namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>A binding that gives one event, or many.</summary>
public interface ISupportCardinality
{
    /// <summary>Which of the two.</summary>
    Cardinality Cardinality { get; set; }
}
