using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.LocalHost.Engine.Instances;

/// <summary>What a history asked for and has no result of: activities to run and timers to arm.</summary>
internal static class OpenRequests
{
    public static IReadOnlyList<OutgoingEvent> Of(ReadOnlySpan<byte> history)
    {
        Dictionary<int, OutgoingEvent> open = [];
        ByteReader reader = new(history);
        while (!reader.AtEnd)
        {
            switch (HistoryCodec.Read(ref reader))
            {
                case TaskScheduled e: open[e.TaskId] = e; break;
                case TimerCreated e: open[e.TaskId] = e; break;
                case TimerCanceled e: open.Remove(e.TimerId); break;
                case TaskCompleted e: open.Remove(e.TaskId); break;
                case TaskFailed e: open.Remove(e.TaskId); break;
                case TimerFired e: open.Remove(e.TaskId); break;
            }
        }

        return [.. open.Values];
    }
}
