namespace Microsoft.DurableTask.Client;

/// <summary>Gives out clients by name.</summary>
public interface IDurableTaskClientProvider
{
    /// <summary>The client of a name.</summary>
    /// <param name="name">The name; null is the only or default client.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no client of that name.</exception>
    DurableTaskClient GetClient(string? name = null);
}
