using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace NoticeFunctions.LocalHost.Hosting.Settings;

/// <summary>
/// local.settings.json, made from local.settings.sample.json where it isn't there yet. Every <c>&lt;random&gt;</c> in it is replaced once by
/// 32 random bytes (base64) and kept, so that what was encrypted or signed with it stays readable after a restart.
/// </summary>
internal static partial class LocalSettings
{
    public const string FileName = "local.settings.json";
    public const string SampleFileName = "local.settings.sample.json";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The configuration keys of the file: those of <c>Values</c> bare, <c>Host</c> and <c>ConnectionStrings</c> under their own names.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        MakeFromSample(path, Path.Combine(folder, SampleFileName));
        FillRandom(path);
        IReadOnlyList<KeyValuePair<string, string?>> pairs = JsonSettingsFile.Read(path);
        if (pairs.Any(p => Is(p.Key, "IsEncrypted") && bool.TryParse(p.Value, out bool encrypted) && encrypted))
        {
            throw new StartUpException($"{path}: IsEncrypted is true; LocalHost reads plain settings only.");
        }

        return pairs.Select(Named).OfType<KeyValuePair<string, string?>>();
    }

    private static KeyValuePair<string, string?>? Named(KeyValuePair<string, string?> pair)
        => pair.Key.StartsWith("Values:", StringComparison.OrdinalIgnoreCase)
            ? new(pair.Key["Values:".Length..].Replace("__", ":", StringComparison.Ordinal), pair.Value)
            : pair.Key.StartsWith("Host:", StringComparison.OrdinalIgnoreCase) || pair.Key.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase)
                ? pair
                : null;

    private static void MakeFromSample(string path, string sample)
    {
        if (!File.Exists(path) && File.Exists(sample))
        {
            Write(path, File.ReadAllText(sample));
        }
    }

    private static void FillRandom(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        string text = File.ReadAllText(path);
        string filled = RandomPlaceholder().Replace(text, _ => '"' + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + '"');
        if (!string.Equals(filled, text, StringComparison.Ordinal))
        {
            Write(path, filled);
        }
    }

    // Written beside and moved over, so that a kill never leaves half a file; readable by its owner alone, because it holds secrets.
    private static void Write(string path, string text)
    {
        try
        {
            string beside = path + ".new";
            File.WriteAllText(beside, text);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(beside, OwnerOnly);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartUpException($"{path}: can't be written: {e.Message}", e);
        }
    }

    private static bool Is(string key, string name) => string.Equals(key, name, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("\"<random>\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RandomPlaceholder();
}
