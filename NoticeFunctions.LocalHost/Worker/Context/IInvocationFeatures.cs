namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the host offers for one invocation, by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Offers something, in place of what was offered under the same type.</summary>
    /// <typeparam name="T">The type that it is asked for by.</typeparam>
    /// <param name="instance">What is offered.</param>
    void Set<T>(T instance);

    /// <summary>Asks for something.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>The type's default when nothing was offered under it.</returns>
    T? Get<T>();
}
