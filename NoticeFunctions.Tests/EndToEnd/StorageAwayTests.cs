using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd;

/// <summary>A platform whose storage is away, is killed, or is taken by another: each test leaves it running for the next, or ended.</summary>
public sealed class StorageAwayTests(PlatformProcess platform) : IClassFixture<PlatformProcess>, IAsyncLifetime
{
    private const string SystemKey = "the-system-key";
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(60);

    private PlatformClient Client => new(platform.Http);

    private ServiceState AzuriteState => platform.Services.Single(service => service.Command.Contains("azurite", StringComparison.Ordinal));

    public async ValueTask InitializeAsync()
    {
        platform.Settings["Host__Keys__durabletask_extension"] = SystemKey;
        await platform.EnsureStartedAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task While_storage_does_not_answer_nothing_new_is_taken_and_afterwards_everything_goes_on()
    {
        string ann = PlatformClient.NewAddress();
        string bob = PlatformClient.NewAddress();
        string accepted = await Client.AcceptedAsync(PlatformClient.Mail(ann, new JsonObject { ["delay"] = "PT2S" }));
        await SignalAsync("STOP");
        try
        {
            // One after the other: for a second after its last good answer, health may still say what storage said then.
            foreach (Func<Task<PlatformAnswer>> ask in new[] { () => Client.PostAsync(PlatformClient.Mail(bob).ToJsonString()), () => Client.GetAsync("api/health") })
            {
                PlatformAnswer refused = await ask();
                refused.Status.Should().Be(HttpStatusCode.ServiceUnavailable, refused.Text);
                refused.Text.Should().NotContain("127.0.0.1").And.NotContain("Exception");
            }

            PlatformAnswer again = await Client.PostAsync(PlatformClient.Mail(bob).ToJsonString());
            again.Status.Should().Be(HttpStatusCode.ServiceUnavailable, again.Text);
            again.Headers.RetryAfter!.Delta.Should().BePositive();
            string terminate = $"runtime/webhooks/durabletask/instances/{accepted}/terminate?code={SystemKey}";
            using HttpResponseMessage management = await platform.Http.PostAsync(new Uri(terminate, UriKind.Relative), content: null);
            management.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable, "an operator's command that is not in the journal has not happened");
        }
        finally
        {
            await SignalAsync("CONT");
        }

        await PlatformClient.Eventually(
            async () => (await Client.GetAsync("api/health")).Status == HttpStatusCode.OK, () => "the platform should be healthy again");
        string later = await Client.AcceptedAsync(PlatformClient.Mail(PlatformClient.NewAddress()));
        (await Client.EndedAsync(accepted))["status"]!.GetValue<string>().Should().Be("completed");
        (await Client.EndedAsync(later))["status"]!.GetValue<string>().Should().Be("completed");
        platform.SendGrid.CallsFor(ann).Should().ContainSingle();
        platform.SendGrid.CallsFor(bob).Should().BeEmpty("a notice without a key that was answered 503 is not sent behind its caller's back");
    }

    [Fact]
    public async Task A_killed_Azurite_comes_back_and_nothing_accepted_is_lost_also_over_a_restart()
    {
        string waiting = await Client.AcceptedAsync(PlatformClient.Mail(PlatformClient.NewAddress(), new JsonObject { ["delay"] = "PT12S" }));
        ServiceState before = AzuriteState;
        await SignalAsync("KILL");
        await PlatformClient.Eventually(() => Task.FromResult(AzuriteState is { IsAlive: true } now && now != before), () => "Azurite should have been started again");
        await PlatformClient.Eventually(
            async () => (await Client.GetAsync("api/health")).Status == HttpStatusCode.OK, () => "the platform should be healthy again");
        string meanwhile = await Client.AcceptedAsync(PlatformClient.Mail(PlatformClient.NewAddress(), new JsonObject { ["delay"] = "PT5S" }));
        await platform.KillAsync();
        await platform.StartAsync();

        (await Client.EndedAsync(waiting))["status"]!.GetValue<string>().Should().Be("completed");
        (await Client.EndedAsync(meanwhile))["status"]!.GetValue<string>().Should().Be("completed");
    }

    [Fact]
    public async Task A_host_whose_journal_another_has_taken_ends_and_its_exit_code_says_that_nobody_asked_it_to()
    {
        using HttpClient none = new();
        BlobContainerClient container = new(new Azurite("", "", none).Setting(AzuriteState.Port), "localhost-durable");
        await foreach (BlobItem blob in container.GetBlobsAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            if (blob.Properties.LeaseState == LeaseState.Leased)
            {
                BlobLeaseClient lease = container.GetBlobClient(blob.Name).GetBlobLeaseClient();
                await lease.BreakAsync(TimeSpan.Zero, cancellationToken: TestContext.Current.CancellationToken);
                await lease.AcquireAsync(LeaseTime, cancellationToken: TestContext.Current.CancellationToken);
            }
        }

        PlatformAnswer answer = await Client.PostAsync(PlatformClient.Mail(PlatformClient.NewAddress()).ToJsonString());
        await platform.EndedAsync();

        answer.Status.Should().Be(HttpStatusCode.ServiceUnavailable, answer.Text);
        platform.ExitCode.Should().Be(1);
        platform.Said.Should().Contain(line => line.Contains("journal", StringComparison.Ordinal) && line.Contains("Another host", StringComparison.Ordinal));
    }

    private async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{AzuriteState.Pid}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        kill.ExitCode.Should().Be(0);
    }
}
