using System.Runtime.CompilerServices;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>Reads a segment while it comes: for 30 MB of small blocks an emulator takes as long as the instances that are made of them.</summary>
internal static class SegmentDownload
{
    /// <summary>The entries of a segment, each as soon as it is there.</summary>
    /// <param name="from">The segment's bytes.</param>
    /// <param name="content">Where they go, as long as the segment.</param>
    /// <param name="number">The segment's number.</param>
    /// <param name="reader">Reads them.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="EndOfStreamException">There are fewer bytes than said.</exception>
    /// <exception cref="JournalDamagedException">Something other than a torn tail is wrong.</exception>
    public static async IAsyncEnumerable<JournalEntry> ReadAsync(
        Stream from, Memory<byte> content, int number, SegmentReader reader, [EnumeratorCancellation] CancellationToken cancellation)
    {
        int there = 0;
        await FillAsync();
        foreach (JournalEntry entry in reader.Read(content))
        {
            yield return entry;
            await FillAsync();
        }

        // Of what is not a whole frame, and of what follows a seal, the reader judges by all the bytes.
        async Task FillAsync()
        {
            while (there < content.Length && !IsEntryNext(content.Span[..there]))
            {
                int read = await from.ReadAsync(content[there..], cancellation);
                there += read > 0 ? read : throw new EndOfStreamException($"Segment {number} of the journal ends after {there} of {content.Length} bytes.");
            }
        }

        bool IsEntryNext(ReadOnlySpan<byte> coming)
        {
            int at = (int)Math.Max(reader.End, JournalFormat.HeaderBytes);
            return at < coming.Length
                && JournalFormat.VersionOf(coming) == JournalFormat.Version
                && JournalFormat.TryReadFrame(coming[at..], number, at, out JournalEntryKind kind, out _)
                && kind != JournalEntryKind.Seal;
        }
    }
}
