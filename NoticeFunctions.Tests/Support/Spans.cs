using System.Collections.Concurrent;
using System.Diagnostics;

namespace NoticeFunctions.Tests.Support;

/// <summary>The tests that listen to spans, or want nobody to: listeners hear the whole process, so these run one after the other.</summary>
[CollectionDefinition]
public sealed class Spans;

/// <summary>Remembers the ended spans of one source that a test cares for.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivityListener listener;

    /// <param name="source">The source's name.</param>
    /// <param name="mine">Which spans are this test's: others' come too.</param>
    public SpanRecorder(string source, Func<Activity, bool> mine)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = one => one.Name == source,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            SampleUsingParentId = static (ref ActivityCreationOptions<string> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (mine(span))
                {
                    ended.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>In the order of their ends.</summary>
    public IReadOnlyList<Activity> Ended => [.. ended];

    public void Dispose() => listener.Dispose();
}
