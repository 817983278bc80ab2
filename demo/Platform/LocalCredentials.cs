using System.Text.Json.Nodes;
using NoticeDemo.Client;

namespace NoticeDemo.Platform;

/// <summary>Whom the demo asks as: the client that the environment names, or else the administrator of the platform in these sources.</summary>
internal static class LocalCredentials
{
    private const string Id = "NOTICE_CLIENT_ID";
    private const string Secret = "NOTICE_CLIENT_SECRET";
    private const string AdminSecret = "Notices__BootstrapAdminSecret";

    /// <summary>The credentials. The platform's first start makes the file that the administrator's secret stands in.</summary>
    /// <param name="repository">The folder of the solution; null where the demo lies outside it.</param>
    /// <exception cref="PlatformException">There are none.</exception>
    public static Credentials Find(DirectoryInfo? repository)
    {
        if (Environment.GetEnvironmentVariable(Id) is { Length: > 0 } id && Environment.GetEnvironmentVariable(Secret) is { Length: > 0 } secret)
        {
            return new Credentials(id, secret);
        }

        string? admin = Environment.GetEnvironmentVariable(AdminSecret) is { Length: > 0 } set ? set : repository is null ? null : Read(Path.Combine(repository.FullName, "local.settings.json"));
        return admin is null
            ? throw new PlatformException($"The platform asks for a token, and there is nothing to get one with: set {Id} and {Secret}.")
            : new Credentials("admin", admin);
    }

    private static string? Read(string settings) =>
        File.Exists(settings) ? JsonNode.Parse(File.ReadAllText(settings))?["Values"]?[AdminSecret]?.GetValue<string>() : null;
}
