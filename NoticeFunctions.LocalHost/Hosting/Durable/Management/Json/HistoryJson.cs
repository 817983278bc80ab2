using System.Globalization;
using System.Text.Json;
using Microsoft.DurableTask;
using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.LocalHost.Hosting.Durable.Management.Json;

/// <summary>
/// A history as the real host shows it: a request that has its result is left out, and the result tells its name and time; what was taken
/// back by a rewinding is a GenericEvent; what is only LocalHost's own (turns, cancelled timers, custom status) is not shown.
/// </summary>
internal sealed class HistoryJson
{
    private readonly IReadOnlyList<HistoryEvent> events;
    private readonly bool showInput;
    private readonly bool showOutput;
    private readonly HashSet<int> finished;
    private readonly Dictionary<int, (string Name, DateTime Time)> requests = [];
    private DateTime turn;

    public HistoryJson(IReadOnlyList<HistoryEvent> events, bool showInput, bool showOutput)
    {
        this.events = events;
        this.showInput = showInput;
        this.showOutput = showOutput;
        finished = [.. events.Select(Result).OfType<int>()];
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("historyEvents");
        if (!WasEndedBeforeItRan)
        {
            foreach (HistoryEvent item in events)
            {
                Write(json, item);
            }
        }

        json.WriteEndArray();
    }

    /// <summary>An instance that was terminated while it was Pending has an empty history on the real host.</summary>
    private bool WasEndedBeforeItRan =>
        events.Count(item => item is TurnStarted) == 1 && events.Any(item => item is ExecutionStarted) && events.Any(item => item is ExecutionTerminated);

    private static int? Result(HistoryEvent item) => item switch
    {
        TaskCompleted e => e.TaskId,
        TaskFailed e => e.TaskId,
        SubOrchestrationCompleted e => e.TaskId,
        SubOrchestrationFailed e => e.TaskId,
        _ => null,
    };

    private void Write(Utf8JsonWriter json, HistoryEvent item)
    {
        switch (item)
        {
            case TurnStarted e: turn = e.Time; break;
            case ExecutionStarted e: Started(json, e); break;
            case TaskScheduled e: Requested(json, "TaskScheduled", e, e.Name); break;
            case SubOrchestrationCreated e: Requested(json, "SubOrchestrationInstanceCreated", e, e.Name); break;
            case TaskCompleted e: Succeeded(json, "TaskCompleted", e, e.TaskId, e.Result); break;
            case SubOrchestrationCompleted e: Succeeded(json, "SubOrchestrationInstanceCompleted", e, e.TaskId, e.Result); break;
            case TaskFailed e: Failed(json, "TaskFailed", e, e.TaskId, e.Failure); break;
            case SubOrchestrationFailed e: Failed(json, "SubOrchestrationInstanceFailed", e, e.TaskId, e.Failure); break;
            case TimerCreated e:
                requests[e.TaskId] = ("", turn);
                Event(json, "TimerCreated", turn, () => json.WriteString("FireAt", Ticks(e.FireAt)));
                break;
            case TimerFired e:
                Event(json, "TimerFired", requests.GetValueOrDefault(e.TaskId).Time, () => json.WriteString("FireAt", Ticks(e.FireAt)));
                break;
            case EventRaised e: Raised(json, e); break;
            case EventSent e:
                Event(json, "EventSent", turn, () =>
                {
                    json.WriteString("InstanceId", e.InstanceId);
                    json.WriteString("Name", e.Name);
                    Input(json, e.Payload);
                });
                break;
            case ExecutionSuspended e: Event(json, "ExecutionSuspended", e.Timestamp, () => json.WriteString("Reason", e.Reason)); break;
            case ExecutionResumed e: Event(json, "ExecutionResumed", e.Timestamp, () => json.WriteString("Reason", e.Reason)); break;
            case ExecutionTerminated e: Event(json, "ExecutionTerminated", e.Timestamp, () => json.WriteString("Input", e.Output)); break;
            case ExecutionRewound e: Generic(json, e.Reason, e.Timestamp); break;
            case RequestTakenBack: Generic(json, null, turn); break;
            case EventTakenBack e: Generic(json, null, e.Timestamp ?? turn); break;
            case ExecutionCompleted e: Completed(json, e); break;
        }
    }

    private void Started(Utf8JsonWriter json, ExecutionStarted e) => Event(
        json,
        "ExecutionStarted",
        e.Timestamp,
        () =>
        {
            Input(json, e.Input);
            json.WriteNull("Correlation");
            json.WriteNull("ParentTraceContext");
            json.WriteString("ScheduledStartTime", e.ScheduledStart is { } start ? Ticks(start) : null);
            if (e.Generation is int generation)
            {
                json.WriteNumber("Generation", generation);
            }
            else
            {
                json.WriteNull("Generation");
            }

            json.WriteBoolean("GenerateNewTrace", false);
        },
        () => json.WriteString("FunctionName", e.Name));

    private void Requested(Utf8JsonWriter json, string type, OutgoingEvent e, string name)
    {
        requests[e.TaskId] = (name, turn);
        if (!finished.Contains(e.TaskId))
        {
            Event(json, type, turn, () => { }, () => json.WriteString("FunctionName", name));
        }
    }

    private void Succeeded(Utf8JsonWriter json, string type, IncomingEvent e, int taskId, string? result) => Event(
        json,
        type,
        e.Timestamp,
        () =>
        {
            if (showOutput)
            {
                json.WriteValue("Result", result);
            }
        },
        () => Request(json, taskId));

    private void Failed(Utf8JsonWriter json, string type, IncomingEvent e, int taskId, TaskFailureDetails failure) => Event(
        json,
        type,
        e.Timestamp,
        () =>
        {
            json.WriteString("Reason", $"Function '{requests.GetValueOrDefault(taskId).Name}' failed with an unhandled exception.");
            json.WriteNull("Details");
            json.WriteFailure(failure, hasProperties: false);
        },
        () => Request(json, taskId));

    private void Raised(Utf8JsonWriter json, EventRaised e) => Event(json, "EventRaised", e.Timestamp, () =>
    {
        json.WriteString("Name", e.Name);
        Input(json, e.Payload);
        json.WriteNull("ParentTraceContext");
    });

    private void Completed(Utf8JsonWriter json, ExecutionCompleted e) => Event(json, "ExecutionCompleted", e.Timestamp, () =>
    {
        json.WriteString("OrchestrationStatus", InstanceJson.NameOf(e.Status));
        if (showOutput)
        {
            json.WriteValue("Result", e.Output);
        }

        json.WriteFailure(e.Failure, hasProperties: true);
    });

    private static void Generic(Utf8JsonWriter json, string? data, DateTime time)
    {
        json.WriteStartObject();
        json.WriteString("Data", data);
        json.WriteString("EventType", "GenericEvent");
        json.WriteString("Timestamp", Ticks(time));
        json.WriteEndObject();
    }

    private static void Event(Utf8JsonWriter json, string type, DateTime time, Action members, Action? request = null)
    {
        json.WriteStartObject();
        json.WriteString("EventType", type);
        members();
        json.WriteString("Timestamp", Ticks(time));
        request?.Invoke();
        json.WriteEndObject();
    }

    /// <summary>Inputs of activities and sub-orchestrations are null on the real host.</summary>
    private void Request(Utf8JsonWriter json, int taskId)
    {
        (string name, DateTime time) = requests.GetValueOrDefault(taskId);
        json.WriteString("ScheduledTime", time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF+00:00", CultureInfo.InvariantCulture));
        json.WriteString("FunctionName", name);
        Input(json, null);
    }

    private void Input(Utf8JsonWriter json, string? text)
    {
        if (showInput)
        {
            json.WriteString("Input", text);
        }
    }

    private static string Ticks(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);
}
