using System.Buffers.Text;
using System.Text;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Records.Suppressions;

/// <summary>What of an application's an address gets no more.</summary>
/// <param name="Channel">On which channel.</param>
/// <param name="Address">The address, as <see cref="AddressHasher"/> makes it.</param>
/// <param name="Category">What it is about; null for everything.</param>
internal sealed record SuppressionKey(Channel Channel, ReadOnlyMemory<byte> Address, string? Category)
{
    /// <summary>What it is called outside: it tells no address.</summary>
    public string Id => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(Field));

    /// <summary>What it is called in the store.</summary>
    public string Field => $"{Names.Of(Channel)}:{Convert.ToHexStringLower(Address.Span)}:{Category}";

    /// <summary>The key of a field; null when it is none.</summary>
    public static SuppressionKey? Read(string field) =>
        field.Split(':') is [{ } channel, { Length: 2 * AddressHasher.Length } address, { } category] && Names.TryParse(channel, out Channel known) && address.All(char.IsAsciiHexDigitLower)
            ? new(known, Convert.FromHexString(address), category.Length == 0 ? null : category)
            : null;

    /// <summary>The key of an id; null when it is none.</summary>
    public static SuppressionKey? ReadId(string id) => Base64Url.IsValid(id) ? Read(Encoding.ASCII.GetString(Base64Url.DecodeFromChars(id))) : null;
}

/// <summary>An address that gets nothing more, or nothing more of a category.</summary>
/// <param name="Key">Which, and of what.</param>
/// <param name="Reason">Why.</param>
/// <param name="Since">Since when.</param>
internal sealed record Suppression(SuppressionKey Key, SuppressionReason Reason, DateTimeOffset Since);
