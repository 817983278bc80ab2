using System.Text.Json;
using System.Text.Json.Serialization;

namespace NoticeFunctions.LocalHost.Hosting.Services;

/// <summary>What the next host must know of a running service to adopt it.</summary>
/// <param name="Pid">Its process.</param>
/// <param name="Stamp">That process's <see cref="ProcessStamp"/>.</param>
/// <param name="Port">The loopback port that it serves on.</param>
/// <param name="Command">What it was started by: another version or other options are another service.</param>
internal sealed record ServiceState(int Pid, string Stamp, int Port, string Command)
{
    /// <summary>Whether the very process still runs.</summary>
    [JsonIgnore]
    public bool IsAlive => string.Equals(ProcessStamp.Of(Pid), Stamp, StringComparison.Ordinal);

    /// <returns>Null where there is none, or none that can be read.</returns>
    public static ServiceState? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<ServiceState>(File.ReadAllText(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Write(string path)
    {
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(this));
        File.Move(path + ".new", path, overwrite: true);
    }
}
