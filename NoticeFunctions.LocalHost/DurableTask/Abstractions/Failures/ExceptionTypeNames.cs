using System.Reflection;

namespace Microsoft.DurableTask;

/// <summary>Finds the type that a failure's type name means.</summary>
internal static class ExceptionTypeNames
{
    /// <summary>The framework's own types come first, then <paramref name="nearest"/>, then whatever else is loaded.</summary>
    public static Type? Find(string name, Assembly nearest) =>
        string.IsNullOrEmpty(name)
            ? null
            : Type.GetType(name, throwOnError: false) ?? nearest.GetType(name, throwOnError: false) ?? FindAnywhere(name);

    private static Type? FindAnywhere(string name)
    {
        Type[] found = [.. AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(name, throwOnError: false)).OfType<Type>().Take(2)];
        return found.Length < 2
            ? found.FirstOrDefault()
            : throw new AmbiguousMatchException($"Several loaded assemblies have a type named '{name}'.");
    }
}
