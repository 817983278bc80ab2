using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.DurableTask;

namespace NoticeFunctions.Tests.LocalHost.ApiSurface;

/// <summary>What the app and the probe use of the API, against the lists and against what LocalHost has.</summary>
public sealed class UsedMembersTests
{
    private const string App = "NoticeFunctions";
    private const string Probe = "NoticeFunctions.Probe";

    private static readonly Assembly LocalHost = typeof(TaskOrchestrationContext).Assembly;

    [Theory]
    [InlineData(App)]
    [InlineData(Probe)]
    public void What_an_app_uses_of_the_API_stands_in_the_real_packages(string app)
    {
        IReadOnlySet<string> real = ApiLists.Load();
        Together(UsedBy(app).Where(line => !real.Contains(line))).Should().BeEmpty();
    }

    [Fact]
    public void Every_member_in_the_list_of_used_members_exists()
    {
        string[] existing = [.. LocalHost.GetExportedTypes().SelectMany(type => ApiTypes.Members(type).Select(ApiMembers.Render).Prepend(ApiTypes.Render(type)))];
        Together(ApiLists.LoadUsedMembers().Except(existing)).Should().BeEmpty();
    }

    [Fact]
    public void The_list_of_used_members_names_all_that_the_app_and_the_probe_use()
    {
        IReadOnlyList<string> listed = ApiLists.LoadUsedMembers();
        string[] unlisted = [.. UsedBy(App).Union(UsedBy(Probe)).Except(listed)];
        if (Environment.GetEnvironmentVariable("NOTICE_UPDATE_USED_MEMBERS") == "1")
        {
            Write([.. listed.Union(unlisted).Order(StringComparer.Ordinal)]);
            return;
        }

        Together(unlisted).Should().BeEmpty("run this test with NOTICE_UPDATE_USED_MEMBERS=1 to add what is new to used-members.txt");
    }

    [Fact]
    public void The_probe_uses_orchestrations_and_their_client() => UsedBy(Probe).Should().Contain(
    [
        "public abstract System.Threading.Tasks.Task<TResult> Microsoft.DurableTask.TaskOrchestrationContext.CallActivityAsync<TResult>"
            + "(Microsoft.DurableTask.TaskName name, object? input = null, Microsoft.DurableTask.TaskOptions? options = null)",
        "public string? Microsoft.Azure.Functions.Worker.HttpTriggerAttribute.Route { get; set; }",
        "public string Microsoft.DurableTask.Client.OrchestrationMetadata.Name { get; }",
    ]);

    // One text, so that a failure names every line.
    private static string Together(IEnumerable<string> lines) => string.Join(Environment.NewLine, lines);

    private static IEnumerable<string> UsedBy(string app) => UsedMembers.Of(Assembly.Load(app), LocalHost).Select(member => member is Type type
        ? ApiTypes.Render(type)
        : ApiMembers.Render(member));

    private static void Write(string[] lines, [CallerFilePath] string here = "") => File.WriteAllLines(
        Path.Combine(Path.GetDirectoryName(here)!, "used-members.txt"),
        ["# What the app, the probe and the samples in the documentation use of the real packages' API: it must exist in LocalHost.", .. lines]);
}
