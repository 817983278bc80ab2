using System.Text;

namespace NoticeFunctions.Tests.EndToEnd.Hostile;

/// <summary>Finds secrets in whatever was written, however it was spelt there.</summary>
internal sealed class SecretTraces
{
    private readonly IReadOnlyList<(string What, byte[] Bytes)> traces;

    /// <param name="secrets">By name.</param>
    public SecretTraces(IEnumerable<(string Name, string Value)> secrets) => traces = [.. secrets.SelectMany(secret => Spellings(secret.Name, secret.Value))];

    /// <summary>What of the secrets stands in there.</summary>
    public IEnumerable<string> In(ReadOnlyMemory<byte> written) => traces.Where(trace => written.Span.IndexOf(trace.Bytes) >= 0).Select(trace => trace.What);

    /// <summary>What of the secrets stands in that text.</summary>
    public IEnumerable<string> In(string written) => In(Encoding.UTF8.GetBytes(written));

    private static IEnumerable<(string What, byte[] Bytes)> Spellings(string name, string secret)
    {
        byte[] plain = Encoding.UTF8.GetBytes(secret);
        yield return ($"{name} as it is", plain);
        yield return ($"{name} in UTF-16", Encoding.Unicode.GetBytes(secret));
        yield return ($"{name} in hex", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(plain)));
        yield return ($"{name} in HEX", Encoding.ASCII.GetBytes(Convert.ToHexString(plain)));
        yield return ($"{name} in a URL", Encoding.ASCII.GetBytes(Uri.EscapeDataString(secret)));

        // Within something longer that is in base64 it begins at any of three places; its first and last character depend on what is around it.
        for (int before = 0; before < 3; before++)
        {
            string encoded = Convert.ToBase64String([.. new byte[before], .. plain]).TrimEnd('=');
            string inner = encoded[(before == 0 ? 0 : before + 1)..^1];
            yield return ($"{name} in base64", Encoding.ASCII.GetBytes(inner));
            yield return ($"{name} in base64url", Encoding.ASCII.GetBytes(inner.Replace('+', '-').Replace('/', '_')));
        }
    }
}
