using System.Text;
using NoticeFunctions.Kafka;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Kafka;

/// <summary>Brokers that keep what is sent to them, and may be away.</summary>
internal sealed class FakeKafka : IKafkaProducer
{
    private readonly Lock gate = new();
    private readonly List<(string Topic, OutgoingMessage Message)> sent = [];

    /// <summary>Whether they don't answer.</summary>
    public bool Away { get; set; }

    /// <summary>What they answer to what they take.</summary>
    public Task<bool> Answer { get; set; } = Task.FromResult(true);

    /// <summary>The largest value that they take.</summary>
    public int Largest { get; set; } = int.MaxValue;

    /// <summary>What they have taken, in order.</summary>
    public IReadOnlyList<(string Topic, OutgoingMessage Message)> Sent
    {
        get
        {
            lock (gate)
            {
                return [.. sent];
            }
        }
    }

    public Task<bool> SendAsync(string topic, OutgoingMessage message, CancellationToken cancellation)
    {
        if (Away)
        {
            throw new KafkaUnavailableException("Away.");
        }

        if (message.Value?.Length > Largest)
        {
            return Task.FromResult(false);
        }

        lock (gate)
        {
            sent.Add((topic, message));
        }

        return Answer;
    }

    /// <summary>A header of a message as text; null where it is not there.</summary>
    public static string? Header(OutgoingMessage message, string name) =>
        message.Headers.Where(header => header.Key == name).Select(header => Encoding.UTF8.GetString(header.Value!)).SingleOrDefault();
}

/// <summary>Dead letters in memory.</summary>
internal sealed class InMemoryDeadLetters : IDeadLetters
{
    private readonly Dictionary<string, DeadLetter> letters = [];
    private readonly HashSet<string> sent = [];

    public Task<IReadOnlyList<bool>> WereSentAsync(IReadOnlyList<string> ids, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<bool>>([.. ids.Select(sent.Contains)]);

    public Task MarkSentAsync(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        sent.UnionWith(ids);
        return Task.CompletedTask;
    }

    public Task AddAsync(IReadOnlyList<DeadLetter> added, CancellationToken cancellation)
    {
        foreach (DeadLetter letter in added)
        {
            letters[letter.Id] = letter;
        }

        return Task.CompletedTask;
    }

    public Task RemoveAsync(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        foreach (string id in ids)
        {
            letters.Remove(id);
        }

        return Task.CompletedTask;
    }

    public Task<DeadLetter?> GetAsync(string id, CancellationToken cancellation) => Task.FromResult(letters.GetValueOrDefault(id));

    public Task<Page<DeadLetter>> ListAsync(string? reason, int limit, string? continuation, CancellationToken cancellation)
    {
        DeadLetter[] all = [.. letters.Values.Where(letter => reason is null || letter.Reason == reason).OrderByDescending(letter => letter.At)];
        return Task.FromResult(new Page<DeadLetter>([.. all.Take(limit)], all.Length > limit ? "more" : null));
    }
}
