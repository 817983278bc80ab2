using System.Reflection;

namespace NoticeFunctions.Tests.LocalHost.ApiSurface;

/// <summary>
/// The public API of the real packages, one line a type or member, read off their assemblies. What is evened out before lines are compared: the
/// order of base types, attributes that say how a package works inside, and the access of an abstract type's constructors.
/// </summary>
internal static class ApiLists
{
    /// <summary>The lines of all lists.</summary>
    public static IReadOnlySet<string> Load() => Resources("lists.").SelectMany(Lines).ToHashSet(StringComparer.Ordinal);

    /// <summary>The lines of the list of members in use, as they stand.</summary>
    public static IReadOnlyList<string> LoadUsedMembers() =>
        [.. Resources("used-members.").Single().Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];

    private static IEnumerable<string> Lines(string list)
    {
        bool isAbstract = false;
        foreach (string raw in list.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            string line = ApiAttributes.Normalise(raw);
            if (raw[0] != ' ')
            {
                isAbstract = line.Contains("public abstract class ", StringComparison.Ordinal);
                line = ApiTypes.SortBases(line);
            }

            yield return isAbstract ? line.Replace("public ctor ", "protected ctor ") : line;
        }
    }

    private static IEnumerable<string> Resources(string folder)
    {
        Assembly tests = typeof(ApiLists).Assembly;
        foreach (string name in tests.GetManifestResourceNames().Where(n => n.StartsWith("api." + folder, StringComparison.Ordinal)))
        {
            using StreamReader reader = new(tests.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }
}
