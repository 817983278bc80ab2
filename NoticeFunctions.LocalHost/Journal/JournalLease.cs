using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>
/// The lease on the journal's owner blob: who holds it is the one host that may take segments over. The blob's metadata name that host,
/// so that a starter on the same machine need not wait for a dead one's lease to end.
/// </summary>
internal sealed partial class JournalLease(
    JournalBlobs blobs, IJournalOwners owners, JournalStoreOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>The id of this lease, and of those on the segments that this host writes.</summary>
    public string Id { get; } = Guid.NewGuid().ToString();

    private BlobLeaseClient Client => blobs.Owner.GetBlobLeaseClient(Id);

    /// <summary>Returns when the journal is this host's.</summary>
    /// <exception cref="JournalInUseException">Its owner lives.</exception>
    public async Task TakeAsync(CancellationToken cancellation)
    {
        await blobs.Container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        await EnsureBlobAsync(cancellation);
        long begun = time.GetTimestamp();
        while (!await TryAcquireAsync(cancellation))
        {
            await GiveWayAsync(begun, cancellation);
        }

        try
        {
            BlobRequestConditions mine = new() { LeaseId = Id };
            await blobs.Owner.SetMetadataAsync(owners.Self.ToMetadata(), mine, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            throw new JournalInUseException("Another host took the journal of the durable functions while this one was starting.", e);
        }
    }

    /// <summary>Keeps the lease for another while; takes it again where the storage has forgotten it, or it has run out unused.</summary>
    /// <exception cref="JournalLostException">Another host holds it.</exception>
    public async Task KeepAsync(CancellationToken cancellation)
    {
        try
        {
            await Client.RenewAsync(cancellationToken: cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            await RegainAsync(cancellation);
        }
    }

    private async Task RegainAsync(CancellationToken cancellation)
    {
        await blobs.Container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        await EnsureBlobAsync(cancellation);
        if (!await TryAcquireAsync(cancellation) && !(await EndDeadOwnersAsync(cancellation) && await TryAcquireAsync(cancellation)))
        {
            throw new JournalLostException("Another host has taken the journal of the durable functions over.");
        }

        // A host that came and went in the meantime has left its name; what it wrote shows in the segments.
        BlobRequestConditions mine = new() { LeaseId = Id };
        await blobs.Owner.SetMetadataAsync(owners.Self.ToMetadata(), mine, cancellation);
    }

    /// <summary>A storage that has forgotten may remember the owner before this one.</summary>
    private async Task<bool> EndDeadOwnersAsync(CancellationToken cancellation)
    {
        BlobProperties properties = await blobs.Owner.GetPropertiesAsync(cancellationToken: cancellation);
        if (owners.IsAlive(JournalOwner.FromMetadata(properties.Metadata)) != false)
        {
            return false;
        }

        await BreakAsync(blobs.Owner, cancellation);
        return true;
    }

    private async Task EnsureBlobAsync(CancellationToken cancellation)
    {
        try
        {
            BlobUploadOptions onlyNew = new() { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await blobs.Owner.UploadAsync(BinaryData.Empty, onlyNew, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // It is there.
        }
    }

    private async Task<bool> TryAcquireAsync(CancellationToken cancellation)
    {
        try
        {
            await Client.AcquireAsync(options.LeaseTime, cancellationToken: cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    private async Task GiveWayAsync(long begun, CancellationToken cancellation)
    {
        BlobProperties properties = await blobs.Owner.GetPropertiesAsync(cancellationToken: cancellation);
        JournalOwner owner = JournalOwner.FromMetadata(properties.Metadata);
        switch (owners.IsAlive(owner))
        {
            case true:
                throw new JournalInUseException(
                    $"The journal of the durable functions is in use by process {owner.Pid} on this machine: end that host first, or give this one another hubName in host.json.");
            case false:
                LogOwnerDead(logger, owner.Pid);
                await BreakAsync(blobs.Owner, cancellation);
                break;
            case null when time.GetElapsedTime(begun) > options.LeaseTime + options.AskEvery:
                throw new JournalInUseException(
                    $"The journal of the durable functions is in use by a host on machine '{owner.Machine}' (process {owner.Pid}), which keeps renewing its lease: end that host first.");
            case null:
                LogWaiting(logger, owner.Machine, owner.Pid, (int)options.LeaseTime.TotalSeconds);
                await Task.Delay(options.AskEvery, time, cancellation);
                break;
        }
    }

    /// <summary>Ends somebody's lease now.</summary>
    public static async Task BreakAsync(BlobBaseClient blob, CancellationToken cancellation)
    {
        try
        {
            await blob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 404)
        {
            // There was none.
        }
    }

    /// <summary>Lets the next host begin at once.</summary>
    public static async Task ReleaseAsync(BlobBaseClient blob, string leaseId, CancellationToken cancellation)
    {
        try
        {
            await blob.GetBlobLeaseClient(leaseId).ReleaseAsync(cancellationToken: cancellation);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException)
        {
            // Lost, or storage is away: whoever needs the blob waits for the lease's end or ends it.
        }
    }

    [LoggerMessage(2011, LogLevel.Information, "The host that wrote the journal (process {Pid} of this machine) is dead: its lease is ended.")]
    private static partial void LogOwnerDead(ILogger logger, int pid);

    [LoggerMessage(2012, LogLevel.Warning, "The journal is leased by a host on machine {Machine} (process {Pid}); waiting up to {Seconds} s for its lease to end.")]
    private static partial void LogWaiting(ILogger logger, string machine, int pid, int seconds);
}
