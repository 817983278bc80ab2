using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using NoticeFunctions.Channels.Email.Smtp;

namespace NoticeFunctions.Tests.Channels.Email.Smtp;

/// <summary>A real mail server under Node.js, and what it tells of what happens to it.</summary>
public sealed class SmtpServerFixture : IAsyncLifetime
{
    internal const string User = "notices";
    internal const string Password = "p@ss wörd";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<JsonObject> events = [];
    private readonly SemaphoreSlim news = new(0);
    private Process process = null!;
    private JsonObject ports = null!;
    private Task reading = Task.CompletedTask;

    internal TestCertificate Certificate { get; } = new();

    /// <summary>Everything that has happened, in its order.</summary>
    internal IReadOnlyList<JsonObject> Events => [.. events];

    public async ValueTask InitializeAsync()
    {
        await SmtpServerPackage.RestoredAsync();
        process = Process.Start(new ProcessStartInfo("node", ["server.mjs"])
        {
            WorkingDirectory = SmtpServerPackage.Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TEST_KEY"] = Certificate.Key, ["TEST_CERTIFICATE"] = Certificate.Pem },
        })!;
        ports = JsonNode.Parse((await process.StandardOutput.ReadLineAsync())!)!.AsObject();
        reading = ReadAsync();
    }

    /// <summary>Where one of the servers is, and as whom it is spoken to.</summary>
    internal SmtpSettings Settings(SmtpSecurity security, string? user = null, string? password = null, string from = "no-reply@example.org", SmtpSecurity? asks = null)
    {
        bool logsIn = security != SmtpSecurity.None;
        return new()
        {
            Host = "127.0.0.1",
            Port = ports[security switch { SmtpSecurity.None => "plain", SmtpSecurity.StartTls => "startTls", _ => "tls" }]!.GetValue<int>(),
            Security = asks ?? security,
            User = logsIn ? user ?? User : null,
            Password = logsIn ? password ?? Password : null,
            From = from,
        };
    }

    /// <summary>The first event that is meant, once it has happened.</summary>
    internal async Task<JsonObject> WaitAsync(Func<JsonObject, bool> isMeant)
    {
        using CancellationTokenSource patience = new(Patience);
        while (true)
        {
            if (events.FirstOrDefault(isMeant) is { } meant)
            {
                return meant;
            }

            await news.WaitAsync(patience.Token);
        }
    }

    /// <summary>The mail to an address, once it has come.</summary>
    internal Task<JsonObject> MailAsync(string to) => WaitAsync(one => Is(one, "mail") && one["to"]![0]!.GetValue<string>() == to);

    internal static bool Is(JsonObject one, string what) => one["event"]?.GetValue<string>() == what;

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        await reading;
        process.Dispose();
        news.Dispose();
        Certificate.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            events.Enqueue(JsonNode.Parse(line)!.AsObject());
            news.Release();
        }
    }
}
