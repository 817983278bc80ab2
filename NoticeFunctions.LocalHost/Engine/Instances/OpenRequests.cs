using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.LocalHost.Engine.Instances;

/// <summary>What histories asked for and have no result of: activities to run and timers to arm. Not for several threads at once.</summary>
internal sealed class OpenRequests
{
    // Where each stands, by its task: of a hundred thousand histories, the texts of all events would be a hundred megabytes.
    private readonly Dictionary<int, int> places = [];

    public IReadOnlyList<OutgoingEvent> Of(ReadOnlySpan<byte> history)
    {
        places.Clear();
        ByteReader reader = new(history, passesTexts: true);
        while (!reader.AtEnd)
        {
            int place = history.Length - reader.Left;
            switch (HistoryCodec.Read(ref reader))
            {
                case TaskScheduled e: places[e.TaskId] = place; break;
                case TimerCreated e: places[e.TaskId] = place; break;
                case TimerCanceled e: places.Remove(e.TimerId); break;
                case TaskCompleted e: places.Remove(e.TaskId); break;
                case TaskFailed e: places.Remove(e.TaskId); break;
                case TimerFired e: places.Remove(e.TaskId); break;
            }
        }

        List<OutgoingEvent> open = new(places.Count);
        foreach (int place in places.Values)
        {
            ByteReader whole = new(history[place..]);
            open.Add((OutgoingEvent)HistoryCodec.Read(ref whole));
        }

        return open;
    }
}
