namespace Microsoft.DurableTask;

public abstract partial class TaskOrchestrationContext
{
    /// <summary>
    /// Calls an activity and gives its result. The call is durable: made once in history, run at least once, and answered from history
    /// afterwards.
    /// </summary>
    /// <typeparam name="TResult">The type that the result's JSON is read as.</typeparam>
    /// <param name="name">The activity.</param>
    /// <param name="input">Its serializable input; it is kept in history, so it should be small and hold no secret.</param>
    /// <param name="options">How to retry.</param>
    /// <returns>A task that ends with the activity's result.</returns>
    /// <exception cref="TaskFailedException">The activity failed, and so did every retry; awaiting the task throws it.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    /// <inheritdoc cref="CallActivityAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options) =>
        CallActivityAsync<TResult>(name, input: null, options);

    /// <summary>Calls an activity whose result is of no interest; else as <see cref="CallActivityAsync{TResult}(TaskName, object?, TaskOptions?)"/>.</summary>
    /// <inheritdoc cref="CallActivityAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    /// <returns>A task that ends when the activity does.</returns>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<object>(name, input, options);

    /// <inheritdoc cref="CallActivityAsync(TaskName, object?, TaskOptions?)"/>
    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync(name, input: null, options);

    /// <summary>
    /// Runs another orchestrator as a child with a history of its own. Terminating the parent leaves the child running.
    /// </summary>
    /// <typeparam name="TResult">The type that the child's output is read as.</typeparam>
    /// <param name="orchestratorName">The child's orchestrator.</param>
    /// <param name="input">The child's serializable input.</param>
    /// <param name="options">How to retry; a <see cref="SubOrchestrationOptions"/> also names the child's id and version.</param>
    /// <returns>A task that ends with the child's output.</returns>
    /// <exception cref="TaskFailedException">The child failed, and so did every retry; awaiting the task throws it.</exception>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <inheritdoc cref="CallSubOrchestratorAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync<TResult>(orchestratorName, input: null, options);

    /// <summary>Runs a child whose output is of no interest; else as <see cref="CallSubOrchestratorAsync{TResult}(TaskName, object?, TaskOptions?)"/>.</summary>
    /// <inheritdoc cref="CallSubOrchestratorAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    /// <returns>A task that ends when the child does.</returns>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <inheritdoc cref="CallSubOrchestratorAsync(TaskName, object?, TaskOptions?)"/>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync(orchestratorName, input: null, options);
}
