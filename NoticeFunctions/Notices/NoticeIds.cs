using System.Security.Cryptography;
using System.Text;

namespace NoticeFunctions.Notices;

/// <summary>The ids of notices: 32 lower-case hex digits, also the id of the orchestration instance.</summary>
internal static class NoticeIds
{
    /// <summary>An id for a notice that came without an idempotency key: UUID version 7 (RFC 9562), so ids sort roughly by creation.</summary>
    public static string New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>The one id that an application's idempotency key stands for: 128 bits of SHA-256, so that a repeated request finds the first one's notice without a table of keys.</summary>
    public static string FromIdempotencyKey(string application, string idempotencyKey)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{application}\0{idempotencyKey}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    /// <summary>Whether a text could be a notice's id; anything else need not be looked for.</summary>
    public static bool IsWellFormed(string? text) => text is { Length: 32 } && text.All(char.IsAsciiHexDigitLower);
}
