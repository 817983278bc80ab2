using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.LocalHost.Hosting.Durable;

/// <summary>Processes of this machine as owners of journals.</summary>
internal sealed class ProcessOwners : IJournalOwners
{
    private const string PidNamespace = "/proc/self/ns/pid";

    public JournalOwner Self { get; } = Of(Environment.ProcessId, ProcessStamp.Of(Environment.ProcessId) ?? "");

    /// <summary>An owner of another machine, or of another container on this one, can't be asked for; nor one that left no name.</summary>
    public bool? IsAlive(JournalOwner owner) =>
        owner.Pid == 0 || owner.Machine != Self.Machine ? null : owner == Of(owner.Pid, ProcessStamp.Of(owner.Pid) ?? "");

    private static JournalOwner Of(int pid, string stamp)
    {
        int boot = stamp.IndexOf('@', StringComparison.Ordinal);
        return boot < 0 ? new(Machine(), "", pid, stamp) : new(Machine(), stamp[(boot + 1)..], pid, stamp[..boot]);
    }

    // Two containers may have one host name, and see different processes under one number.
    private static string Machine()
    {
        string? space = OperatingSystem.IsLinux() ? new FileInfo(PidNamespace).LinkTarget : null;
        return space is null ? Environment.MachineName : $"{Environment.MachineName} {space}";
    }
}
