using System.Globalization;

namespace NoticeFunctions.LocalHost.Journal;

/// <summary>Who writes a journal: a process, told from any other that was ever given the same number.</summary>
/// <param name="Machine">Where process numbers mean the same.</param>
/// <param name="Boot">That machine's present run; empty where the system has no name for it.</param>
/// <param name="Pid">The process.</param>
/// <param name="Started">When it was started, in the system's own unit.</param>
internal sealed record JournalOwner(string Machine, string Boot, int Pid, string Started)
{
    private const string Unknown = "unknown";

    public Dictionary<string, string> ToMetadata() => new()
    {
        // Metadata are headers: ASCII only.
        ["machine"] = Uri.EscapeDataString(Machine),
        ["boot"] = Uri.EscapeDataString(Boot),
        ["pid"] = Pid.ToString(CultureInfo.InvariantCulture),
        ["started"] = Uri.EscapeDataString(Started),
    };

    public static JournalOwner FromMetadata(IDictionary<string, string> metadata) => new(
        Text(metadata, "machine"),
        Text(metadata, "boot"),
        int.TryParse(metadata.TryGetValue("pid", out string? pid) ? pid : "", NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0,
        Text(metadata, "started"));

    private static string Text(IDictionary<string, string> metadata, string key) =>
        metadata.TryGetValue(key, out string? value) ? Uri.UnescapeDataString(value) : Unknown;
}

/// <summary>This host's own name, and what it can tell of others.</summary>
internal interface IJournalOwners
{
    JournalOwner Self { get; }

    /// <summary>Whether the owner lives; null where this machine can't tell.</summary>
    bool? IsAlive(JournalOwner owner);
}
