using System.Buffers.Binary;
using System.Text;

namespace NoticeFunctions.LocalHost.Engine.History;

/// <summary>Reads what <see cref="ByteWriter"/> wrote.</summary>
/// <param name="data">What it wrote.</param>
/// <param name="passesTexts">Texts are passed over, and empty.</param>
internal ref struct ByteReader(ReadOnlySpan<byte> data, bool passesTexts = false)
{
    private ReadOnlySpan<byte> rest = data;

    /// <summary>How many bytes are left.</summary>
    public readonly int Left => rest.Length;

    public readonly bool AtEnd => rest.IsEmpty;

    public byte Byte()
    {
        byte value = rest[0];
        rest = rest[1..];
        return value;
    }

    public long Number()
    {
        ulong value = 0;
        int shift = 0;
        int read = 0;
        byte part;
        do
        {
            part = rest[read++];
            value |= (ulong)(part & 0x7F) << shift;
            shift += 7;
        }
        while ((part & 0x80) != 0 && shift < 64);
        rest = rest[read..];
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public DateTime Time()
    {
        long ticks = BinaryPrimitives.ReadInt64LittleEndian(rest);
        rest = rest[8..];
        return new DateTime(ticks, DateTimeKind.Utc);
    }

    public DateTime? OptionalTime()
    {
        DateTime time = Time();
        return time.Ticks == 0 ? null : time;
    }

    public string? OptionalText()
    {
        long length = Number();
        if (length < 0)
        {
            return null;
        }

        string text = passesTexts ? "" : Encoding.UTF8.GetString(rest[..(int)length]);
        rest = rest[(int)length..];
        return text;
    }

    public string Text() => OptionalText() ?? throw new InvalidDataException("The journal lacks a text that its record must have.");

    public ReadOnlySpan<byte> Block()
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(rest);
        ReadOnlySpan<byte> block = rest.Slice(4, length);
        rest = rest[(4 + length)..];
        return block;
    }
}
