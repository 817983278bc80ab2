using System.Diagnostics;
using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.LocalHost.Hosting.SignalR;

/// <summary>The stock JavaScript client, under Node.js.</summary>
public sealed class JavaScriptClientTests
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "NoticeFunctions.Tests", "LocalHost", "Hosting", "SignalR", "javascript");

    [Fact]
    public async Task It_connects_invokes_and_gets_its_users_messages()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            await CommandLine.RunAsync("npm", ["ci", "--no-progress", "--loglevel", "error"], Folder, "Node.js 20, with npm", TestContext.Current.CancellationToken);
        }

        await using Chat chat = await Chat.StartAsync();
        using Process client = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, "client.mjs"), chat.Address.GetLeftPart(UriPartial.Authority), "orders:ann"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        try
        {
            (await ReadAsync(client)).Should().Be("""{"result":null}""");
            (await ReadAsync(client)).Should().Be("""{"error":"Invocation failed, status code 404"}""");
            (await ReadAsync(client)).Should().Be("""{"ready":true}""");
            await chat.PostAsync("send?user=orders:ben&text=for-ben");
            await chat.PostAsync("send?user=orders:ann&text=for-ann");
            await chat.PostAsync("send?text=bye");

            (await ReadAsync(client)).Should().Be("""{"message":{"Text":"for-ann"}}""");
            (await ReadAsync(client)).Should().Be("""{"message":{"Text":"bye"}}""");
        }
        finally
        {
            client.Kill();
        }
    }

    private static async Task<string?> ReadAsync(Process client)
    {
        using CancellationTokenSource patience = new(Chat.Patience);
        return await client.StandardOutput.ReadLineAsync(patience.Token);
    }
}
