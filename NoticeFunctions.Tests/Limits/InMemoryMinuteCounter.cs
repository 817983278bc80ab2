using NoticeFunctions.Limits;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Limits;

/// <summary>What several hosts of a test count together. A test may hold the answers up, or have the store away.</summary>
internal sealed class InMemoryMinuteCounter : IMinuteCounter
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string, Minute), long> counts = [];

    /// <summary>How often it was asked.</summary>
    public int Calls { get; private set; }

    /// <summary>Whether the store is to be unreachable.</summary>
    public bool Away { get; set; }

    /// <summary>No answer comes before this.</summary>
    public Task Answer { get; set; } = Task.CompletedTask;

    public async Task<long> AddAsync(string application, Minute minute, int count, TimeSpan ahead = default)
    {
        long total;
        lock (gate)
        {
            Calls++;
            if (Away)
            {
                throw new RecordsUnavailableException("The store is away.", new TimeoutException());
            }

            total = counts[(application, minute)] = counts.GetValueOrDefault((application, minute)) + count;
        }

        await Answer;
        return total;
    }
}
