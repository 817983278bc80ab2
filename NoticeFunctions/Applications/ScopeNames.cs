using System.Diagnostics.CodeAnalysis;

namespace NoticeFunctions.Applications;

/// <summary>How scopes are spelt (RFC 6749, section 3.3): in tokens, in JSON and in refusals.</summary>
internal static class ScopeNames
{
    private static readonly (Scopes Scope, string Name)[] Table =
    [
        (Scopes.NoticesRead, "notices:read"),
        (Scopes.NoticesWrite, "notices:write"),
        (Scopes.NoticesEndless, "notices:endless"),
        (Scopes.UsersConnect, "users:connect"),
        (Scopes.ChannelsManage, "channels:manage"),
        (Scopes.Admin, "admin"),
    ];

    /// <summary>Every scope there is.</summary>
    public static Scopes Every { get; } = Table.Aggregate(Scopes.None, (all, one) => all | one.Scope);

    /// <summary>Every name, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Table.Select(one => one.Name)];

    /// <summary>The names of these, each once.</summary>
    public static IEnumerable<string> Of(Scopes scopes) => Table.Where(one => scopes.HasFlag(one.Scope)).Select(one => one.Name);

    /// <summary>The names of these with a space between two, as tokens and headers have them.</summary>
    public static string Join(Scopes scopes) => string.Join(' ', Of(scopes));

    /// <summary>Reads one name; case matters.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out Scopes scope)
    {
        scope = Array.Find(Table, one => one.Name == name).Scope;
        return scope != Scopes.None;
    }

    /// <summary>Reads what <see cref="Join"/> writes, in any order. False when a name is unknown.</summary>
    public static bool TrySplit(string text, out Scopes scopes)
    {
        scopes = Scopes.None;
        foreach (string name in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryParse(name, out Scopes scope))
            {
                return false;
            }

            scopes |= scope;
        }

        return true;
    }
}
