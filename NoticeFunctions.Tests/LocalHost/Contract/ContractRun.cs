using NoticeFunctions.Tests.LocalHost.Contract.Drives;

namespace NoticeFunctions.Tests.LocalHost.Contract;

/// <summary>All drives, side by side, each with a host of its own; run once for all tests of the contract.</summary>
public sealed class ContractRun : IAsyncLifetime
{
    private static readonly Func<ProbeDrive, Task>[] Drives =
    [
        StatusDrives.HistoriesAsync, ListAndPurgeDrives.ListAndPurgeManyAsync, ControlDrives.SuspendAndResumeAsync, RestartDrives.RestartAndClientAsync,
        StartDrives.StartAsync, StartDrives.IdsAsync, StatusDrives.StatusAndKeysAsync, StatusDrives.HttpAsync, ControlDrives.EventsAsync,
        ControlDrives.TerminateAsync, ListAndPurgeDrives.PurgeOneAsync, RestartDrives.RewindAsync, SignalRDrives.SignalRAsync,
    ];

    /// <summary>By case: where the answer differs from the recorded one.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<Difference>> Found { get; private set; } = new Dictionary<string, IReadOnlyList<Difference>>();

    public async ValueTask InitializeAsync() =>
        Found = (await Task.WhenAll(Drives.Select(RunAsync))).SelectMany(found => found).ToDictionary(StringComparer.Ordinal);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<IEnumerable<KeyValuePair<string, IReadOnlyList<Difference>>>> RunAsync(Func<ProbeDrive, Task> send)
    {
        await using ProbeDrive drive = await ProbeDrive.BeginAsync();
        await send(drive);
        return drive.Found;
    }
}
