using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>How the worker behaves.</summary>
public class WorkerOptions
{
    /// <summary>
    /// Writes and reads the data of orchestrations, activities and bindings; null is System.Text.Json, which keeps the casing of names when it
    /// writes and ignores it when it reads.
    /// </summary>
    public ObjectSerializer? Serializer { get; set; }

    /// <summary>What a worker tells a separate host that it can do. This host is in the same process and asks for nothing.</summary>
    public IDictionary<string, string> Capabilities { get; } = new Dictionary<string, string>();
}
