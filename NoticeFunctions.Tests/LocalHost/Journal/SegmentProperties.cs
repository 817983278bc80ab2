using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.Tests.LocalHost.Journal;

/// <summary>Random segments, truncated and with flipped bits: what is recovered is a committed prefix, or the damage is told.</summary>
public sealed class SegmentProperties
{
    private const string Name = "hub/00000007.journal";
    private const int Number = 7;

    [Property(MaxTest = 300)]
    public void A_truncated_last_segment_gives_the_batches_that_are_still_complete(NonNull<byte[]>[] batches, NonNegativeInt cut)
    {
        (byte[] content, List<int> ends) = Segment(batches);
        int length = cut.Get % (content.Length + 1);
        SegmentReader reader = new(Name, Number, endsAt: null);

        List<byte[]> read = Read(reader, content.AsMemory(0, length));

        int complete = ends.Count(end => end <= length);
        read.Should().BeEquivalentTo(batches.Take(complete).Select(batch => batch.Get), options => options.WithStrictOrdering());
        reader.End.Should().Be(length < JournalFormat.HeaderBytes ? 0 : complete == 0 ? JournalFormat.HeaderBytes : ends[complete - 1]);
    }

    [Property(MaxTest = 300)]
    public void A_flipped_bit_in_the_last_batch_of_the_last_segment_costs_that_batch_alone(NonNull<byte[]>[] batches, NonNegativeInt where, NonNegativeInt which)
    {
        if (batches.Length == 0)
        {
            return;
        }

        (byte[] content, List<int> ends) = Segment(batches);
        int lastBegins = ends.Count > 1 ? ends[^2] : JournalFormat.HeaderBytes;
        Flip(content, lastBegins + (where.Get % (content.Length - lastBegins)), which.Get);

        List<byte[]> read = Read(new SegmentReader(Name, Number, endsAt: null), content);

        read.Should().BeEquivalentTo(batches.SkipLast(1).Select(batch => batch.Get), options => options.WithStrictOrdering());
    }

    [Property(MaxTest = 500)]
    public void A_flipped_bit_before_the_last_batch_is_always_told_with_blob_and_offset(NonNull<byte[]>[] batches, NonNegativeInt where, NonNegativeInt which)
    {
        if (batches.Length < 2)
        {
            return;
        }

        (byte[] content, List<int> ends) = Segment(batches);
        int at = where.Get % ends[^2];
        Flip(content, at, which.Get);

        Action read = () => Read(new SegmentReader(Name, Number, endsAt: null), content);

        int offset = at < JournalFormat.HeaderBytes ? 0 : ends.Prepend(JournalFormat.HeaderBytes).Last(end => end <= at);
        string message = read.Should().Throw<JournalDamagedException>().Which.Message;
        message.Should().Contain(Name);
        if (at >= 3)
        {
            message.Should().EndWith($"is damaged at offset {offset}.");
        }
    }

    [Property(MaxTest = 500)]
    public void Any_flipped_bit_in_a_segment_that_is_not_the_last_is_told(NonNull<byte[]>[] batches, NonNegativeInt where, NonNegativeInt which)
    {
        (byte[] content, _) = Segment(batches);
        Flip(content, where.Get % content.Length, which.Get);

        Action read = () => Read(new SegmentReader(Name, Number, endsAt: content.Length), content);

        read.Should().Throw<JournalDamagedException>();
    }

    [Property(MaxTest = 200)]
    public void Any_truncation_of_a_segment_that_is_not_the_last_is_told(NonNull<byte[]>[] batches, NonNegativeInt cut)
    {
        (byte[] content, _) = Segment(batches);
        int length = cut.Get % content.Length;

        Action read = () => Read(new SegmentReader(Name, Number, endsAt: content.Length), content.AsMemory(0, length));

        read.Should().Throw<JournalDamagedException>();
    }

    [Property(MaxTest = 200)]
    public void Batches_that_changed_places_are_told(NonNull<byte[]> one, NonNull<byte[]> other, NonNull<byte[]> last)
    {
        byte[] first = JournalFormat.Frame(JournalEntryKind.Batch, one.Get, Number, JournalFormat.HeaderBytes);
        byte[] second = JournalFormat.Frame(JournalEntryKind.Batch, other.Get, Number, JournalFormat.HeaderBytes + first.Length);
        byte[] third = JournalFormat.Frame(JournalEntryKind.Batch, last.Get, Number, JournalFormat.HeaderBytes + first.Length + second.Length);
        byte[] content = [.. JournalFormat.Header(Number, 0), .. second, .. first, .. third];

        Action read = () => Read(new SegmentReader(Name, Number, endsAt: null), content);

        read.Should().Throw<JournalDamagedException>();
    }

    [Property(MaxTest = 500)]
    public async Task A_segment_that_is_read_while_it_comes_is_read_as_one_that_is_there(
        NonNull<byte[]>[] batches, bool isSealed, bool isLast, NonNegativeInt cut, NonNegativeInt where, bool isFlipped, PositiveInt piece)
    {
        (byte[] whole, _) = Segment(batches);
        byte[] sealedOne = isSealed ? [.. whole, .. JournalFormat.Frame(JournalEntryKind.Seal, [], Number, whole.Length)] : whole;
        byte[] content = sealedOne[..(sealedOne.Length - (cut.Get % sealedOne.Length / 2))];
        if (isFlipped)
        {
            Flip(content, where.Get % content.Length, piece.Get);
        }

        long? endsAt = isLast ? null : sealedOne.Length;
        (List<byte[]> Entries, string? Damage, long End, bool IsSealed) expected = await ReadAsync(reader => reader.Read(content).ToAsyncEnumerable(), endsAt);
        (List<byte[]> Entries, string? Damage, long End, bool IsSealed) read = await ReadAsync(
            reader => SegmentDownload.ReadAsync(new Pieces(content, piece.Get), new byte[content.Length], Number, reader, CancellationToken.None), endsAt);

        read.Should().BeEquivalentTo(expected, options => options.WithStrictOrdering());
    }

    private static async Task<(List<byte[]> Entries, string? Damage, long End, bool IsSealed)> ReadAsync(
        Func<SegmentReader, IAsyncEnumerable<JournalEntry>> read, long? endsAt)
    {
        SegmentReader reader = new(Name, Number, endsAt);
        List<byte[]> entries = [];
        try
        {
            await foreach (JournalEntry entry in read(reader))
            {
                entries.Add(entry.Bytes.ToArray());
            }
        }
        catch (JournalDamagedException e)
        {
            return (entries, e.Message, reader.End, reader.IsSealed);
        }

        return (entries, null, reader.End, reader.IsSealed);
    }

    /// <summary>Gives at most so many bytes at a time.</summary>
    private sealed class Pieces(byte[] content, int most) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
    }

    private static (byte[] Content, List<int> Ends) Segment(NonNull<byte[]>[] batches)
    {
        List<byte> content = [.. JournalFormat.Header(Number, 0)];
        List<int> ends = [];
        foreach (NonNull<byte[]> batch in batches)
        {
            content.AddRange(JournalFormat.Frame(JournalEntryKind.Batch, batch.Get, Number, content.Count));
            ends.Add(content.Count);
        }

        return ([.. content], ends);
    }

    private static void Flip(byte[] content, int at, int bit) => content[at] ^= (byte)(1 << (bit % 8));

    private static List<byte[]> Read(SegmentReader reader, ReadOnlyMemory<byte> content) => [.. reader.Read(content).Select(entry => entry.Bytes.ToArray())];
}
