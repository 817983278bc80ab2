using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace NoticeFunctions.LocalHost.Hosting.Http;

/// <summary>The keys that callers of protected endpoints show.</summary>
/// <param name="Master">Opens everything.</param>
/// <param name="Function">Opens every HTTP function of level Function.</param>
/// <param name="DurableTask">The system key of Durable's management endpoints.</param>
/// <param name="SignalR">The system key of the endpoint for the SignalR service's events.</param>
internal sealed record HostKeys(string Master, string Function, string DurableTask, string SignalR)
{
    private const int KeyBytes = 40;

    /// <summary>
    /// The keys of the settings <c>Host__Keys__master</c>, <c>Host__Keys__default</c>, <c>Host__Keys__durabletask_extension</c> and
    /// <c>Host__Keys__signalr_extension</c>; what is not set there is made once and kept in <paramref name="file"/>.
    /// </summary>
    public static HostKeys Read(IConfiguration configuration, string file)
    {
        HostKeys? kept = null;
        string Key(string setting, Func<HostKeys, string> choose)
            => configuration["Host:Keys:" + setting] is { Length: > 0 } set ? set : choose(kept ??= Kept(file));
        return new(Key("master", k => k.Master), Key("default", k => k.Function), Key("durabletask_extension", k => k.DurableTask), Key("signalr_extension", k => k.SignalR));
    }

    /// <summary>Compares in a time that tells nothing about the key.</summary>
    public static bool AreEqual(string key, string shown)
        => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(shown));

    private static HostKeys Kept(string file)
    {
        HostKeys? kept = File.Exists(file) ? JsonSerializer.Deserialize<HostKeys>(File.ReadAllText(file)) : null;
        // A file of an earlier version may lack one of them.
        HostKeys made = new(kept?.Master ?? NewKey(), kept?.Function ?? NewKey(), kept?.DurableTask ?? NewKey(), kept?.SignalR ?? NewKey());
        if (made == kept)
        {
            return kept;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, JsonSerializer.Serialize(made));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return made;
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
}
