namespace Notice.Bench.Systems;

/// <summary>A system that can be started, as often as there are rounds.</summary>
/// <param name="Name">As the tables call it.</param>
/// <param name="StartAsync">Starts it on an empty folder; the argument is the mail stub's URL.</param>
/// <param name="Share">The share of a measure's notices that it gets: less than 1 for one that would take minutes for all of them.</param>
internal sealed record SystemKind(string Name, Func<string, Task<BenchedSystem>> StartAsync, double Share = 1)
{
    public static readonly SystemKind Notice = new("Notice", NoticePlatform.StartAsync);
    public static readonly SystemKind NoticeOnRedis = new("Notice on Redis, fsync always", NoticePlatform.StartOnRedisAsync);
    public static readonly SystemKind NoticeByKafka = new("Notice by Kafka", NoticePlatform.StartWithKafkaAsync);
    public static readonly SystemKind BullMq = new("BullMQ", mail => BullSystem.StartAsync("bullmq.js", mail, "everysec"));
    public static readonly SystemKind Bull = new("Bull", mail => BullSystem.StartAsync("bull.js", mail, "everysec"));
    public static readonly SystemKind BullMqAlways = new("BullMQ, fsync always", mail => BullSystem.StartAsync("bullmq.js", mail, "always"));
    public static readonly SystemKind BullAlways = new("Bull, fsync always", mail => BullSystem.StartAsync("bull.js", mail, "always"));
    public static readonly SystemKind Restate = new("Restate", RestateSystem.StartAsync, Share: 0.2);
    public static readonly SystemKind Floor = new("floor", FloorSystem.StartAsync);

    public static readonly IReadOnlyList<SystemKind> All = [Notice, BullMq, Bull, Restate, Floor, NoticeOnRedis, BullMqAlways, BullAlways];

    /// <summary>The platform as it was at a commit.</summary>
    public static SystemKind At(string commit)
    {
        Lazy<Task<string>> published = new(() => NoticePlatform.PrepareAsync(commit));
        return new($"Notice at {commit}", async mail => await NoticePlatform.StartPublishedAsync(mail, await published.Value));
    }

    /// <summary>Bull and BullMQ in every way of running them that was tried, to find their best.</summary>
    public static readonly IReadOnlyList<SystemKind> Tunings =
    [
        .. from queue in new[] { (Name: "BullMQ", Script: "bullmq.js"), (Name: "Bull", Script: "bull.js") }
           from split in new[] { true, false }
           from concurrency in new[] { 25, 50, 100, 200, 400 }
           select new SystemKind(
               $"{queue.Name}, {concurrency} at a time, {(split ? "two processes" : "one process")}",
               mail => BullSystem.StartAsync(queue.Script, mail, "everysec", concurrency, split)),
    ];
}
