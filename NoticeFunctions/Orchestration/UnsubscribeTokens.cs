using System.Text;
using Microsoft.Extensions.Options;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Suppressions;

namespace NoticeFunctions.Orchestration;

/// <summary>Who unsubscribes from what.</summary>
/// <param name="Application">Whose notices.</param>
/// <param name="Key">The address, and the category.</param>
internal sealed record Unsubscriber(string Application, SuppressionKey Key);

/// <summary>The tokens in links to unsubscribe: good for one address and one category of one application. They hold no address, but what it is kept as.</summary>
internal sealed class UnsubscribeTokens(IOptions<RecordsOptions> options, TimeProvider time)
{
    /// <summary>How long a link is good: mail is read late, and laws ask for a month at least.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private readonly LinkSigner signer = new(options, time, "notice unsubscribe link 1", Lifetime);

    /// <summary>A token, good from now on for <see cref="Lifetime"/>.</summary>
    public string Make(Unsubscriber who) => signer.Sign([.. who.Key.Address.Span, .. Encoding.UTF8.GetBytes($"{who.Application}/{who.Key.Category}")]);

    /// <summary>Whom a token speaks for; null when it is none of ours, or no longer good.</summary>
    public Unsubscriber? Read(string token) =>
        signer.Open(token) is { Length: > AddressHasher.Length } content
        && Encoding.UTF8.GetString(content.AsSpan(AddressHasher.Length)).Split('/') is [{ Length: > 0 } application, { Length: > 0 } category]
            ? new Unsubscriber(application, new SuppressionKey(Channel.Email, content.AsMemory(0, AddressHasher.Length), category))
            : null;
}
