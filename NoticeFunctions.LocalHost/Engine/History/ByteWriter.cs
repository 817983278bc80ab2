using System.Buffers.Binary;
using System.Text;

namespace NoticeFunctions.LocalHost.Engine.History;

/// <summary>A growing buffer with the primitive encodings of the journal: varints, UTF-8 with its length, ticks. Little endian.</summary>
internal sealed class ByteWriter(int capacity = 256)
{
    private byte[] buffer = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => buffer.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Byte(byte value)
    {
        Reserve(1);
        buffer[Length++] = value;
    }

    public void Number(long value)
    {
        // Zigzag, then seven bits a byte: small numbers of either sign are short.
        ulong rest = (ulong)((value << 1) ^ (value >> 63));
        Reserve(10);
        while (rest >= 0x80)
        {
            buffer[Length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        buffer[Length++] = (byte)rest;
    }

    /// <summary>Eight bytes, whatever the number.</summary>
    public void Fixed(long value)
    {
        Reserve(8);
        BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(Length), value);
        Length += 8;
    }

    public void Time(DateTime value)
    {
        Fixed(value.Ticks);
    }

    public void Time(DateTime? value) => Time(value ?? default);

    /// <summary>Null is told from empty.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Number(-1);
            return;
        }

        int length = Encoding.UTF8.GetByteCount(value);
        Number(length);
        Reserve(length);
        Encoding.UTF8.GetBytes(value, buffer.AsSpan(Length));
        Length += length;
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(buffer.AsSpan(Length));
        Length += value.Length;
    }

    /// <summary>Leaves room for a length of four bytes; <see cref="EndBlock"/> fills it in.</summary>
    public int BeginBlock()
    {
        Reserve(4);
        Length += 4;
        return Length;
    }

    public void EndBlock(int start) => BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(start - 4), Length - start);

    private void Reserve(int count)
    {
        if (buffer.Length - Length < count)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, Length + count));
        }
    }
}
