using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>
/// The journal in append blobs of a storage account: segments <c>{hub}/00000001.journal</c> and so on. A segment begins with four bytes,
/// "NJ", the format's version and a zero; then come the batches, each behind its length in four bytes, little endian.
/// </summary>
/// <remarks>
/// Every append names the position that it expects, so that of two hosts that write one journal the second fails instead of mixing
/// its batches in (Append Block, header <c>x-ms-blob-condition-appendpos</c>).
/// </remarks>
internal sealed class AppendBlobJournalStore(BlobContainerClient container, string hub) : IJournalStore
{
    /// <summary>An append blob takes 50,000 blocks (Append Block, remarks); the rest is reserve.</summary>
    public const int BlocksPerSegment = 45_000;

    private const byte FormatVersion = 1;
    private static readonly byte[] Header = [(byte)'N', (byte)'J', FormatVersion, 0];
    private int segmentNumber;
    private AppendBlobClient? segment;
    private long position;
    private int blocks;

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        List<string> names = [];
        await foreach (BlobItem blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, hub + "/", cancellation))
        {
            names.Add(blob.Name);
        }

        foreach (string name in names.Order(StringComparer.Ordinal))
        {
            segment = container.GetAppendBlobClient(name);
            BlobDownloadResult content = await segment.DownloadContentAsync(cancellation);
            segmentNumber = int.Parse(Path.GetFileNameWithoutExtension(name), CultureInfo.InvariantCulture);
            position = content.Details.ContentLength;
            blocks = content.Details.BlobCommittedBlockCount;
            foreach (ReadOnlyMemory<byte> batch in Split(content.Content.ToMemory(), name))
            {
                yield return batch;
            }
        }
    }

    public async Task AppendAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellation)
    {
        if (segment is null || blocks >= BlocksPerSegment)
        {
            await BeginSegmentAsync(cancellation);
        }

        byte[] framed = new byte[4 + batch.Length];
        BinaryPrimitives.WriteInt32LittleEndian(framed, batch.Length);
        batch.CopyTo(framed.AsMemory(4));
        await AppendBlockAsync(framed, cancellation);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> content, string name)
    {
        if (content.Length == 0)
        {
            yield break;
        }

        if (content.Length < Header.Length || content.Span[0] != 'N' || content.Span[1] != 'J')
        {
            throw new InvalidDataException($"The blob '{name}' is not a journal.");
        }

        if (content.Span[2] > FormatVersion)
        {
            throw new InvalidDataException($"The journal '{name}' has format {content.Span[2]}; this host reads up to {FormatVersion}.");
        }

        int at = Header.Length;
        while (at < content.Length)
        {
            int length = content.Length - at < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(content.Span[at..]);
            if (length < 0 || length > content.Length - at - 4)
            {
                throw new InvalidDataException($"The journal '{name}' is damaged at offset {at}.");
            }

            yield return content.Slice(at + 4, length);
            at += 4 + length;
        }
    }

    private async Task BeginSegmentAsync(CancellationToken cancellation)
    {
        AppendBlobClient next = container.GetAppendBlobClient($"{hub}/{segmentNumber + 1:D8}.journal");
        await next.CreateIfNotExistsAsync(cancellationToken: cancellation);
        segment = next;
        segmentNumber++;
        position = 0;
        blocks = 0;
        await AppendBlockAsync(Header, cancellation);
    }

    private async Task AppendBlockAsync(byte[] block, CancellationToken cancellation)
    {
        try
        {
            AppendBlobAppendBlockOptions expected = new() { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = position } };
            using MemoryStream stream = new(block, writable: false);
            BlobAppendInfo info = await segment!.AppendBlockAsync(stream, expected, cancellation);
            blocks = info.BlobCommittedBlockCount;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            await AcceptIfOursAsync(block, e, cancellation);
        }

        position += block.Length;
    }

    /// <summary>An append whose answer was lost has happened all the same: then our bytes stand where we expected to write.</summary>
    private async Task AcceptIfOursAsync(byte[] block, RequestFailedException refusal, CancellationToken cancellation)
    {
        BlobDownloadResult tail = await segment!.DownloadContentAsync(
            new BlobDownloadOptions { Range = new HttpRange(position) }, cancellation);
        if (!tail.Content.ToMemory().Span.SequenceEqual(block))
        {
            throw new JournalLostException($"The journal '{segment.Name}' was written by another host.", refusal);
        }

        blocks = tail.Details.BlobCommittedBlockCount;
    }
}
