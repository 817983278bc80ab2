using System.Text;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Applications;

namespace NoticeFunctions.Intake.FromKafka;

/// <summary>Who sent the messages of one batch. Most carry the same token, byte for byte: it is read once.</summary>
internal sealed class Senders(IAccessTokens tokens)
{
    // Of more producers than these, tokens are read anew.
    private const int Most = 16;
    private const string Header = "authorization";

    private readonly List<(byte[] Header, Task<Caller?> Caller)> known = [];

    /// <summary>Whom a message's only <c>authorization</c> names; null when it is nobody to be trusted. Not for several threads.</summary>
    /// <exception cref="Records.RecordsUnavailableException">The store is away.</exception>
    public Task<Caller?> FindAsync(KafkaHeader[]? headers, CancellationToken cancellation)
    {
        KafkaHeader? only = null;
        foreach (KafkaHeader header in headers ?? [])
        {
            if (string.Equals(header.Key, Header, StringComparison.OrdinalIgnoreCase))
            {
                if (only is not null)
                {
                    return Nobody;
                }

                only = header;
            }
        }

        if (only?.Value is not { } value)
        {
            return Nobody;
        }

        foreach ((byte[] header, Task<Caller?> caller) in known)
        {
            if (value.AsSpan().SequenceEqual(header))
            {
                return caller;
            }
        }

        Task<Caller?> read = ReadAsync(value, cancellation);
        if (known.Count < Most)
        {
            known.Add((value, read));
        }

        return read;
    }

    private static Task<Caller?> Nobody => Task.FromResult<Caller?>(null);

    private async Task<Caller?> ReadAsync(byte[] value, CancellationToken cancellation) =>
        BearerToken.Read(Encoding.UTF8.GetString(value)) is { Length: > 0 } token ? await tokens.ValidateAsync(token, cancellation) : null;
}
