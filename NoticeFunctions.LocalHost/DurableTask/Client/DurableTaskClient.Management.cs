namespace Microsoft.DurableTask.Client;

public abstract partial class DurableTaskClient
{
    /// <inheritdoc cref="TerminateInstanceAsync(string, TerminateInstanceOptions?, CancellationToken)"/>
    public virtual Task TerminateInstanceAsync(string instanceId, CancellationToken cancellation) =>
        TerminateInstanceAsync(instanceId, options: null, cancellation);

    /// <summary>Ends an instance, its children not, with an output; else as with options.</summary>
    /// <param name="instanceId">The instance's id.</param>
    /// <param name="output">What becomes the instance's output.</param>
    /// <param name="cancellation">Gives the request up; it may have been taken all the same.</param>
    public virtual Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default) =>
        TerminateInstanceAsync(instanceId, output as TerminateInstanceOptions ?? (output is null ? null : new(output)), cancellation);

    /// <summary>
    /// Ends an instance between two turns: its orchestrator is not run again. Activities that are under way run to their end unheard.
    /// </summary>
    /// <param name="instanceId">The instance's id.</param>
    /// <param name="options">What becomes the output, and whether children are ended too.</param>
    /// <param name="cancellation">Gives the request up; it may have been taken all the same.</param>
    /// <returns>A task that ends when the request is durable, which may be before the instance has ended.</returns>
    /// <exception cref="NotSupportedException">The backend can't.</exception>
    public virtual Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw Unsupported("terminate instances");

    /// <inheritdoc cref="SuspendInstanceAsync(string, string?, CancellationToken)"/>
    public virtual Task SuspendInstanceAsync(string instanceId, CancellationToken cancellation) =>
        SuspendInstanceAsync(instanceId, reason: null, cancellation);

    /// <summary>Stops an instance between two turns. What happens to it meanwhile is kept, and taken up when it is resumed.</summary>
    /// <param name="instanceId">The instance's id.</param>
    /// <param name="reason">Why, for whoever looks at the instance.</param>
    /// <param name="cancellation">Gives the request up; it may have been taken all the same.</param>
    public abstract Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default);

    /// <inheritdoc cref="ResumeInstanceAsync(string, string?, CancellationToken)"/>
    public virtual Task ResumeInstanceAsync(string instanceId, CancellationToken cancellation) =>
        ResumeInstanceAsync(instanceId, reason: null, cancellation);

    /// <summary>Lets a suspended instance go on.</summary>
    /// <inheritdoc cref="SuspendInstanceAsync(string, string?, CancellationToken)"/>
    public abstract Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default);

    /// <summary>Starts a finished instance anew with its old input.</summary>
    /// <param name="instanceId">The instance's id.</param>
    /// <param name="restartWithNewInstanceId">True starts another instance under a random id, false the same id again.</param>
    /// <param name="cancellation">Gives the request up; it may have been taken all the same.</param>
    /// <returns>The id of the instance that was started.</returns>
    /// <exception cref="NotSupportedException">The backend can't.</exception>
    public virtual Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default) =>
        throw Unsupported("restart instances");

    /// <summary>Takes a failed instance back to before its failure and lets it go on from there.</summary>
    /// <param name="instanceId">The instance's id.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <param name="cancellation">Gives the request up; it may have been taken all the same.</param>
    /// <exception cref="NotSupportedException">The backend can't.</exception>
    public virtual Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        throw Unsupported("rewind instances");

    private NotSupportedException Unsupported(string what) => new($"{GetType()} can't {what}.");
}
