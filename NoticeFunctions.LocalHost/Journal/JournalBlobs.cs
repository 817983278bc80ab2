using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>
/// The journal's blobs in a container: segments <c>{hub}/00000001.journal</c> and so on; <c>{hub}/00000007.snapshot</c>, which stands for
/// all segments before the seventh; and <c>{hub}/owner</c>, whose lease says who writes them.
/// </summary>
internal sealed class JournalBlobs(BlobContainerClient container, string hub)
{
    private const string SegmentSuffix = ".journal";
    private const string SnapshotSuffix = ".snapshot";

    public BlobContainerClient Container => container;

    public BlobClient Owner => container.GetBlobClient($"{hub}/owner");

    /// <summary>Whether the storage is this machine's own: an emulator, which may forget the last seconds when it is killed.</summary>
    public bool IsEmulated => container.Uri.IsLoopback;

    public AppendBlobClient Segment(int number) => container.GetAppendBlobClient($"{hub}/{number:D8}{SegmentSuffix}");

    public BlockBlobClient Snapshot(int segment) => container.GetBlockBlobClient($"{hub}/{segment:D8}{SnapshotSuffix}");

    public Task<List<int>> SnapshotsAsync(CancellationToken cancellation) => NumbersAsync(SnapshotSuffix, cancellation);

    public Task<List<int>> SegmentsAsync(CancellationToken cancellation) => NumbersAsync(SegmentSuffix, cancellation);

    /// <summary>Deletes what the snapshot before <paramref name="segment"/> stands for.</summary>
    public async Task DeleteBeforeAsync(int segment, CancellationToken cancellation)
    {
        foreach (int number in (await SegmentsAsync(cancellation)).Where(number => number < segment))
        {
            // Somebody who died may have left a lease on it.
            await JournalLease.BreakAsync(Segment(number), cancellation);
            await Segment(number).DeleteIfExistsAsync(cancellationToken: cancellation);
        }

        foreach (int number in (await SnapshotsAsync(cancellation)).Where(number => number < segment))
        {
            await Snapshot(number).DeleteIfExistsAsync(cancellationToken: cancellation);
        }
    }

    private async Task<List<int>> NumbersAsync(string suffix, CancellationToken cancellation)
    {
        List<int> numbers = [];
        await foreach (BlobItem blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, hub + "/", cancellation))
        {
            string name = blob.Name[(hub.Length + 1)..];
            if (name.EndsWith(suffix, StringComparison.Ordinal)
                && int.TryParse(name[..^suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                numbers.Add(number);
            }
        }

        numbers.Sort();
        return numbers;
    }
}
