using System.Threading.Channels;

namespace NoticeFunctions.Orchestration;

/// <summary>
/// Where the work of notices to many is done: a piece at a time, and with pauses as long as the work, in which whatever it has set off elsewhere, and everybody else's work, gets the
/// processors. What a library goes on with by itself is not held up.
/// </summary>
internal sealed class SlowLane : TaskScheduler
{
    /// <summary>Who brings more bytes takes this lane.</summary>
    public const int Bytes = 64 * 1024;

    /// <summary>A part of a notice that ends beyond so many recipients takes this lane.</summary>
    public const int Recipients = 100;

    // About what the operating system lets one thread work while others wait.
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(5);

    private readonly Channel<Task> waiting = Channel.CreateUnbounded<Task>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TimeProvider time;

    /// <param name="time">By which work and pauses are measured.</param>
    public SlowLane(TimeProvider time)
    {
        this.time = time;
        _ = Task.Run(WorkAsync);
    }

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Does the work, and whatever it awaits and goes on with, in this lane.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => waiting.Writer.TryWrite(task);

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private async Task WorkAsync()
    {
        while (await waiting.Reader.WaitToReadAsync())
        {
            long begun = time.GetTimestamp();
            while (time.GetElapsedTime(begun) < Slice && waiting.Reader.TryRead(out Task? next))
            {
                TryExecuteTask(next);
            }

            await Task.Delay(time.GetElapsedTime(begun), time);
        }
    }
}
