using System.Text;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using NoticeFunctions.LocalHost.Hosting.Durable;
using NoticeFunctions.LocalHost.Journal;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.LocalHost.Journal;

/// <summary>Stores on one journal of the test's own in Azurite, as one host after the other, or two at once, would open them.</summary>
internal sealed class JournalStores(Func<Task<string>> connection)
{
    public JournalStores(AzuriteServer azurite)
        : this(azurite.ConnectionStringAsync)
    {
    }

    public string Hub { get; } = $"hub-{Guid.NewGuid():N}";

    public JournalStoreOptions Options { get; set; } = new() { LeaseTime = TimeSpan.FromSeconds(15), RenewEvery = TimeSpan.FromSeconds(5), AskEvery = TimeSpan.FromMilliseconds(200) };

    public IFaultPoints Faults { get; set; } = new NoFaultPoints();

    /// <summary>Between the store and the storage.</summary>
    public FaultyNetwork Network { get; } = new();

    public RecordedLog Log { get; } = new();

    public async Task<BlobContainerClient> ContainerAsync()
    {
        BlobClientOptions options = new() { Transport = new HttpClientTransport(Network), Retry = { MaxRetries = 0 } };
        BlobContainerClient container = new(await connection(), "journal-tests", options);
        await container.CreateIfNotExistsAsync();
        return container;
    }

    public async Task<JournalBlobs> BlobsAsync() => new(await ContainerAsync(), Hub);

    public async Task<AppendBlobJournalStore> NewAsync(IJournalOwners? owners = null) =>
        new(await BlobsAsync(), owners ?? new ProcessOwners(), Options, Faults, TimeProvider.System, Log);

    /// <summary>A store that has taken the journal over.</summary>
    public async Task<AppendBlobJournalStore> OpenAsync(IJournalOwners? owners = null)
    {
        AppendBlobJournalStore store = await NewAsync(owners);
        try
        {
            await ReadAsync(store);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the next host would read.</summary>
    public async Task<List<string>> ReadAsync()
    {
        await using AppendBlobJournalStore store = await NewAsync();
        return await ReadAsync(store);
    }

    public static async Task<List<string>> ReadAsync(AppendBlobJournalStore store)
    {
        List<string> batches = [];
        await foreach (JournalEntry entry in store.ReadAsync(CancellationToken.None))
        {
            batches.Add(Encoding.UTF8.GetString(entry.Bytes.Span));
        }

        return batches;
    }
}

/// <summary>An owner of the test's choice, and what it is taken for by others.</summary>
internal sealed class Owners(JournalOwner self, bool? isAlive = null) : IJournalOwners
{
    public static readonly JournalOwner Elsewhere = new("another-machine", "boot", 4711, "1");

    public JournalOwner Self => self;

    public bool? IsAlive(JournalOwner owner) => isAlive;
}

/// <summary>Loses answers, or everything.</summary>
internal sealed class FaultyNetwork : DelegatingHandler
{
    public FaultyNetwork()
        : base(new SocketsHttpHandler())
    {
    }

    /// <summary>The answers to so many appends are lost on their way back.</summary>
    public int LoseAnswers { get; set; }

    public bool IsDown { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsDown)
        {
            throw new HttpRequestException("The network is down.");
        }

        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
        if (LoseAnswers > 0 && request.RequestUri!.Query.Contains("appendblock", StringComparison.Ordinal))
        {
            LoseAnswers--;
            answer.Dispose();
            throw new HttpRequestException("The answer was lost.");
        }

        return answer;
    }
}
