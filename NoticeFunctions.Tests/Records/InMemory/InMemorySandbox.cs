using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Records.InMemory;

/// <summary>A sandbox for tests in virtual time, under the same contract as the one in Redis.</summary>
internal sealed class InMemorySandbox : ISandbox
{
    private readonly Lock gate = new();
    private readonly List<(string Application, SandboxItem Item)> taken = [];

    /// <summary>Everything an application has sent, oldest first.</summary>
    public IReadOnlyList<SandboxItem> Of(string application)
    {
        lock (gate)
        {
            return [.. taken.Where(entry => entry.Application == application).Select(entry => entry.Item)];
        }
    }

    public Task AddAsync(string application, IReadOnlyCollection<SandboxItem> items, CancellationToken cancellation)
    {
        lock (gate)
        {
            taken.AddRange(items.Select(item => (application, item)));
        }

        return Task.CompletedTask;
    }

    public Task<Page<SandboxItem>> ListAsync(string application, int limit, string? continuation, CancellationToken cancellation)
    {
        List<SandboxItem> items = [.. Of(application).Reverse().Take(1000)];
        string list = $"sandbox {application}";
        int start = continuation is null ? 0 : 1 + items.FindIndex(item => Place(item) == Continuation.Read(list, continuation)[0]);
        if (continuation is not null && start == 0)
        {
            throw new InvalidContinuationException();
        }

        List<SandboxItem> page = [.. items.Skip(start).Take(limit)];
        bool more = start + page.Count < items.Count;
        return Task.FromResult(new Page<SandboxItem>(page, more ? Continuation.Write(list, Place(page[^1])) : null));
    }

    private static string Place(SandboxItem item) => $"{item.DeliveryId} {item.At.UtcTicks}";
}
