using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Primitives;

namespace NoticeFunctions.Kafka;

/// <summary>A message's headers as texts, by name without regard to case.</summary>
internal sealed class MessageHeaders(KafkaHeader[]? headers)
{
    /// <summary>All values of a header, in their order; none where it is not there.</summary>
    public StringValues this[string name]
    {
        get
        {
            string? first = null;
            List<string>? all = null;
            foreach (KafkaHeader header in headers ?? [])
            {
                if (string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
                {
                    string value = header.Value is null ? "" : Encoding.UTF8.GetString(header.Value);
                    if (first is null)
                    {
                        first = value;
                    }
                    else
                    {
                        (all ??= [first]).Add(value);
                    }
                }
            }

            return all is null ? new(first) : new([.. all]);
        }
    }

    /// <summary>The only value of a header; null where it is not there, or several times.</summary>
    public string? Single(string name) => this[name] is { Count: 1 } values ? values[0] : null;
}
