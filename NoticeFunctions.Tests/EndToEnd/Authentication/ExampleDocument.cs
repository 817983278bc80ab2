using System.Diagnostics;
using System.Text.RegularExpressions;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.EndToEnd.Authentication;

/// <summary>The examples of docs/authentication.md, by language and by the name in their first line.</summary>
internal static partial class ExampleDocument
{
    private static readonly Dictionary<string, string> Blocks = Block().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "authentication.md")))
        .ToDictionary(match => $"{match.Groups["language"].Value} {match.Groups["name"].Value}", match => match.Groups["code"].Value);

    /// <summary>Every example's language and name.</summary>
    public static IEnumerable<string> Names => Blocks.Keys;

    /// <summary>An example as it stands there.</summary>
    public static string Read(string language, string name) => Blocks[$"{language} {name}"];

    /// <summary>Runs an example and returns what it prints. The calling test is skipped, with the reason, where a program is missing.</summary>
    public static Task<string> RunAsync(string language, string code, string folder, IReadOnlyDictionary<string, string> settings) => language == "js"
        ? RunAsync("node", ["--input-type=module", "-e", code], folder, settings)
        : RunAsync("bash", ["-c", $"set -eo pipefail\n{code}"], folder, settings);

    private static async Task<string> RunAsync(string program, string[] arguments, string folder, IReadOnlyDictionary<string, string> settings)
    {
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        foreach (string needed in program == "node" ? (string[])["node"] : ["bash", "curl", "openssl"])
        {
            Assert.SkipUnless(path.Any(one => File.Exists(Path.Combine(one, needed))), $"{needed} is not on the PATH.");
        }

        ProcessStartInfo start = new(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.Environment["no_proxy"] = "127.0.0.1";
        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, "{0}\n{1}", await errors, output);
        return output.Trim();
    }

    [GeneratedRegex("```(?<language>bash|js|csharp)\n(?<code>(#|//) (?<name>[a-z ]+)\n.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
