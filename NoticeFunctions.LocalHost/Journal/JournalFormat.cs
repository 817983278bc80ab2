using System.Buffers.Binary;
using System.IO.Hashing;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>
/// The journal's second format. A segment begins with 24 bytes: "NJ", the version, a zero, the segment's number (4), where the segment
/// before it ends (8), and the XXH3 of all that (8). Then come frames: the payload's length (4), its kind (4), a checksum (8), the payload.
/// Little endian.
/// </summary>
/// <remarks>
/// A frame's checksum is the XXH3 of its payload, seeded with segment, offset, kind and length: a frame is right only where it was
/// written, so that one which was moved, repeated or overwritten by an older one is found as surely as a flipped bit.
/// </remarks>
internal static class JournalFormat
{
    public const byte Version = 2;
    public const int HeaderBytes = 24;
    public const int FrameBytes = 16;
    private const int HeaderHashAt = 16;

    public static byte[] Header(int segment, long previousEnd)
    {
        byte[] header = new byte[HeaderBytes];
        header[0] = (byte)'N';
        header[1] = (byte)'J';
        header[2] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), segment);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), previousEnd);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(HeaderHashAt), XxHash3.HashToUInt64(header.AsSpan(0, HeaderHashAt)));
        return header;
    }

    /// <summary>The version that a segment names; null where it is no segment.</summary>
    public static byte? VersionOf(ReadOnlySpan<byte> segment) => segment.Length >= 4 && segment[0] == 'N' && segment[1] == 'J' ? segment[2] : null;

    /// <summary>Where the segment before this one ends; null where the header isn't one of this format and this number.</summary>
    public static long? PreviousEnd(ReadOnlySpan<byte> header, int segment) =>
        header.Length >= HeaderBytes
        && BinaryPrimitives.ReadUInt64LittleEndian(header[HeaderHashAt..]) == XxHash3.HashToUInt64(header[..HeaderHashAt])
        && BinaryPrimitives.ReadInt32LittleEndian(header[4..]) == segment
            ? BinaryPrimitives.ReadInt64LittleEndian(header[8..])
            : null;

    public static byte[] Frame(JournalEntryKind kind, ReadOnlySpan<byte> payload, int segment, long offset)
    {
        byte[] frame = new byte[FrameBytes + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, payload.Length);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), (int)kind);
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(8), Checksum(payload, segment, offset, (int)kind));
        payload.CopyTo(frame.AsSpan(FrameBytes));
        return frame;
    }

    /// <summary>Reads the frame at <paramref name="offset"/>; false where none stands complete and unharmed.</summary>
    public static bool TryReadFrame(ReadOnlySpan<byte> content, int segment, long offset, out JournalEntryKind kind, out int length)
    {
        kind = default;
        length = 0;
        if (content.Length < FrameBytes)
        {
            return false;
        }

        length = BinaryPrimitives.ReadInt32LittleEndian(content);
        int number = BinaryPrimitives.ReadInt32LittleEndian(content[4..]);
        kind = (JournalEntryKind)number;
        return number is > 0 and <= byte.MaxValue
            && length >= 0
            && length <= content.Length - FrameBytes
            && BinaryPrimitives.ReadUInt64LittleEndian(content[8..]) == Checksum(content.Slice(FrameBytes, length), segment, offset, number);
    }

    private static ulong Checksum(ReadOnlySpan<byte> payload, int segment, long offset, int kind)
    {
        Span<byte> place = stackalloc byte[20];
        BinaryPrimitives.WriteInt32LittleEndian(place, segment);
        BinaryPrimitives.WriteInt64LittleEndian(place[4..], offset);
        BinaryPrimitives.WriteInt32LittleEndian(place[12..], kind);
        BinaryPrimitives.WriteInt32LittleEndian(place[16..], payload.Length);
        return XxHash3.HashToUInt64(payload, (long)XxHash3.HashToUInt64(place));
    }
}
