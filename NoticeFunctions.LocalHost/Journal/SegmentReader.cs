using System.Buffers.Binary;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>Tells what of a segment's bytes is committed, what is a torn tail, and what is damage.</summary>
/// <param name="name">The segment's blob, for messages.</param>
/// <param name="number">The segment's number.</param>
/// <param name="endsAt">Where the next segment says that this one ends; null for the last one, whose tail may be torn.</param>
internal sealed class SegmentReader(string name, int number, long? endsAt)
{
    /// <summary>Where the committed frames end.</summary>
    public long End { get; private set; }

    /// <summary>Where the segment before this one ends; null where that isn't said (an older format, or a torn header).</summary>
    public long? PreviousEnd { get; private set; }

    /// <summary>The format; 0 for a segment that is empty or torn within its header.</summary>
    public byte Version { get; private set; }

    /// <summary>Whether the last frame says that the journal goes on in the next segment.</summary>
    public bool IsSealed { get; private set; }

    /// <exception cref="JournalDamagedException">Something other than a torn tail is wrong: the message names blob and offset.</exception>
    public IEnumerable<JournalEntry> Read(ReadOnlyMemory<byte> content)
    {
        if (content.Length == 0 || (endsAt is null && content.Length < JournalFormat.HeaderBytes && IsTornHeader(content.Span)))
        {
            return endsAt is null ? [] : throw Damaged(0);
        }

        byte version = JournalFormat.VersionOf(content.Span) ?? throw new JournalDamagedException($"The blob '{name}' is not a journal.");
        Version = version;
        return version switch
        {
            1 => ReadOld(content),
            JournalFormat.Version => ReadFrames(content),
            _ => throw new JournalDamagedException($"The journal '{name}' has format {version}; this host reads up to {JournalFormat.Version}."),
        };
    }

    // An old segment is complete with its first four bytes, a new one needs its whole header.
    private static bool IsTornHeader(ReadOnlySpan<byte> content) =>
        content.StartsWith("NJ"u8[..Math.Min(2, content.Length)]) && (content.Length < 4 || content[2] == JournalFormat.Version);

    private IEnumerable<JournalEntry> ReadFrames(ReadOnlyMemory<byte> content)
    {
        PreviousEnd = JournalFormat.PreviousEnd(content.Span, number) ?? throw Damaged(0);
        End = JournalFormat.HeaderBytes;
        while (End < (endsAt ?? content.Length))
        {
            int at = (int)End;
            if (IsSealed || !JournalFormat.TryReadFrame(content.Span[at..], number, at, out JournalEntryKind kind, out int length))
            {
                if (endsAt is not null || AnyFrameAfter(content.Span, at))
                {
                    throw Damaged(at);
                }

                yield break;
            }

            End += JournalFormat.FrameBytes + length;
            if (kind == JournalEntryKind.Seal)
            {
                IsSealed = true;
            }
            else
            {
                yield return new JournalEntry(kind, content.Slice(at + JournalFormat.FrameBytes, length));
            }
        }

        ExpectEnd();
    }

    /// <summary>The first format has no checksums: an incomplete batch is all that can be noticed.</summary>
    private IEnumerable<JournalEntry> ReadOld(ReadOnlyMemory<byte> content)
    {
        End = 4;
        while (End < (endsAt ?? content.Length))
        {
            int at = (int)End;
            int length = content.Length - at < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(content.Span[at..]);
            if (length < 0 || length > content.Length - at - 4)
            {
                if (endsAt is not null)
                {
                    throw Damaged(at);
                }

                yield break;
            }

            End += 4 + length;
            yield return new JournalEntry(JournalEntryKind.OldBatch, content.Slice(at + 4, length));
        }

        ExpectEnd();
    }

    /// <summary>A tail that was never committed holds no complete frame: one behind the damage means that committed bytes were changed.</summary>
    private bool AnyFrameAfter(ReadOnlySpan<byte> content, int damage)
    {
        for (int at = damage + 1; at <= content.Length - JournalFormat.FrameBytes; at++)
        {
            if (JournalFormat.TryReadFrame(content[at..], number, at, out _, out _))
            {
                return true;
            }
        }

        return false;
    }

    private void ExpectEnd()
    {
        if (endsAt is { } expected && End != expected)
        {
            throw Damaged(End);
        }
    }

    private JournalDamagedException Damaged(long offset) => new($"The journal '{name}' is damaged at offset {offset}.");
}
