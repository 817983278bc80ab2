using System.Collections;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.LocalHost.Worker;

namespace NoticeFunctions.LocalHost.Hosting.Invocation;

/// <summary>What middleware hangs on an invocation, by type.</summary>
internal sealed class InvocationFeatures(IInvocationResultFeature result) : IInvocationFeatures
{
    private readonly Dictionary<Type, object> features = new() { [typeof(IInvocationResultFeature)] = result };

    public T? Get<T>() => features.TryGetValue(typeof(T), out object? feature) ? (T)feature : default;

    public void Set<T>(T instance)
    {
        if (instance is null)
        {
            features.Remove(typeof(T));
        }
        else
        {
            features[typeof(T)] = instance;
        }
    }

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
