using Microsoft.DurableTask;
using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.LocalHost.Engine.Execution;

/// <summary>
/// Brings events and those who wait for them together, whichever comes first. Names are case-insensitive; events of one name are
/// taken in the order in which they came, and the waiter that asked first gets the first.
/// </summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly List<EventRaised> buffered = [];
    private readonly List<Waiter> waiters = [];

    public bool HasWaiters => waiters.Count > 0;

    /// <summary>The events that nobody has taken, in order: they go to the next generation.</summary>
    public IReadOnlyList<EventRaised> Unprocessed => buffered;

    public void Raise(EventRaised raised)
    {
        int index = waiters.FindIndex(waiter => Matches(waiter.Name, raised));
        if (index < 0)
        {
            buffered.Add(raised);
            return;
        }

        Waiter waiter = waiters[index];
        waiters.RemoveAt(index);
        waiter.Take(raised.Payload);
    }

    public Task<T> WaitAsync<T>(string name, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        Waiter<T> waiter = new(name, converter);
        int index = buffered.FindIndex(raised => Matches(name, raised));
        if (index >= 0)
        {
            EventRaised raised = buffered[index];
            buffered.RemoveAt(index);
            waiter.Take(raised.Payload);
            return waiter.Task;
        }

        waiters.Add(waiter);
        if (cancellation.CanBeCanceled)
        {
            waiter.Registration = cancellation.Register(() =>
            {
                if (waiters.Remove(waiter))
                {
                    waiter.Cancel(cancellation);
                }
            });
        }

        return waiter.Task;
    }

    private static bool Matches(string name, EventRaised raised) => string.Equals(name, raised.Name, StringComparison.OrdinalIgnoreCase);

    private abstract class Waiter(string name)
    {
        public string Name => name;

        public CancellationTokenRegistration Registration { get; set; }

        public abstract void Take(string? payload);
    }

    private sealed class Waiter<T>(string name, DataConverter converter) : Waiter(name)
    {
        private readonly TaskCompletionSource<T> source = new();

        public Task<T> Task => source.Task;

        public override void Take(string? payload)
        {
            Registration.Dispose();
            T? value;
            try
            {
                value = payload is null ? default : converter.Deserialize<T>(payload);
            }
            catch (Exception unreadable)
            {
                source.TrySetException(unreadable);
                return;
            }

            source.TrySetResult(value!);
        }

        public void Cancel(CancellationToken cancellation) => source.TrySetCanceled(cancellation);
    }
}
