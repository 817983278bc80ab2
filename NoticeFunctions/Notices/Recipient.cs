namespace NoticeFunctions.Notices;

/// <summary>Who is to be told: at least one address, of any kind.</summary>
/// <param name="Email">RFC 5321 address, for <see cref="Channel.Email"/>.</param>
/// <param name="Phone">E.164 number, for <see cref="Channel.Sms"/>.</param>
/// <param name="User">A user of the application, for <see cref="Channel.WebSocket"/>.</param>
/// <param name="Device">A device's push token, for <see cref="Channel.App"/>.</param>
/// <param name="Name">How the recipient is called in a message's head.</param>
internal sealed record Recipient(string? Email = null, string? Phone = null, string? User = null, string? Device = null, string? Name = null)
{
    /// <summary>The address for a channel, or null when this recipient can't be reached on it.</summary>
    public string? AddressFor(Channel channel) => channel switch
    {
        Channel.Email => Email,
        Channel.Sms => Phone,
        Channel.WebSocket => User,
        Channel.App => Device,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, message: null),
    };

    /// <summary>Every address that is there; the name is none.</summary>
    public IEnumerable<string> Addresses() => new[] { Email, Phone, User, Device }.OfType<string>();
}
