using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>
/// The journal's blobs in a container: segments <c>{hub}/00000001.journal</c> and so on, and <c>{hub}/owner</c>, whose lease says who
/// writes them.
/// </summary>
internal sealed class JournalBlobs(BlobContainerClient container, string hub)
{
    private const string SegmentSuffix = ".journal";

    public BlobContainerClient Container => container;

    public BlobClient Owner => container.GetBlobClient($"{hub}/owner");

    /// <summary>Whether the storage is this machine's own: an emulator, which may forget the last seconds when it is killed.</summary>
    public bool IsEmulated => container.Uri.IsLoopback;

    public AppendBlobClient Segment(int number) => container.GetAppendBlobClient($"{hub}/{number:D8}{SegmentSuffix}");

    public Task<List<int>> SegmentsAsync(CancellationToken cancellation) => NumbersAsync(SegmentSuffix, cancellation);

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
