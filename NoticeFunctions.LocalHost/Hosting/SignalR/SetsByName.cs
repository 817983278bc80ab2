namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>Sets by name, compared by case as the service does; an empty one is forgotten. Not safe for threads.</summary>
internal sealed class SetsByName<T>
{
    private readonly Dictionary<string, HashSet<T>> sets = new(StringComparer.Ordinal);

    public IReadOnlyCollection<T> this[string name] => sets.TryGetValue(name, out HashSet<T>? set) ? set : [];

    /// <returns>Whether it was not there.</returns>
    public bool Add(string name, T item)
    {
        if (!sets.TryGetValue(name, out HashSet<T>? set))
        {
            sets[name] = set = [];
        }

        return set.Add(item);
    }

    /// <returns>Whether it was there.</returns>
    public bool Remove(string name, T item)
    {
        if (!sets.TryGetValue(name, out HashSet<T>? set) || !set.Remove(item))
        {
            return false;
        }

        if (set.Count == 0)
        {
            sets.Remove(name);
        }

        return true;
    }
}
