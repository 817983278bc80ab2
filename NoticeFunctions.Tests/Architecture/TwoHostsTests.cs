namespace NoticeFunctions.Tests.Architecture;

/// <summary>
/// The Azure variant can be built only where its packages are served, as `.ci/run` does. What decides whether it is right
/// elsewhere, too, is evaluated here by MSBuild itself, which needs no package.
/// </summary>
public sealed class TwoHostsTests
{
    private static readonly Dictionary<string, string> AzurePackages = new()
    {
        ["Microsoft.Azure.Functions.Worker"] = "2.52.0",
        ["Microsoft.Azure.Functions.Worker.Sdk"] = "2.1.0",
        ["Microsoft.Azure.Functions.Worker.Extensions.DurableTask"] = "1.21.1",
        ["Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore"] = "2.1.1",
        ["Microsoft.Azure.Functions.Worker.Extensions.Kafka"] = "4.3.0",
        ["Microsoft.Azure.Functions.Worker.Extensions.SignalRService"] = "2.0.1",
        ["Microsoft.Azure.Functions.Worker.Extensions.Timer"] = "4.3.1",
        ["Microsoft.Azure.Functions.Worker.OpenTelemetry"] = "1.2.0",
    };

    [Fact]
    public async Task The_Azure_build_references_the_real_packages_in_these_versions()
    {
        EvaluatedProject project = await EvaluatedProject.OfAsync("NoticeFunctions", "-p:FunctionsHost=Azure");

        Dictionary<string, string> versions = project.Items("PackageVersion").ToDictionary(item => item["Identity"], item => item["Version"]);
        project.Items("PackageReference").Select(item => item["Identity"]).Where(IsRealPackage)
            .ToDictionary(name => name, name => versions[name])
            .Should().BeEquivalentTo(AzurePackages);
        project.Items("ProjectReference").Should().BeEmpty("LocalHost has no place there");
    }

    [Fact]
    public async Task The_Azure_build_is_a_Functions_v4_app_with_a_restore_of_its_own()
    {
        EvaluatedProject project = await EvaluatedProject.OfAsync("NoticeFunctions", "-p:FunctionsHost=Azure");
        string projectFolder = Path.Combine(Repository.Root.FullName, "NoticeFunctions");

        project.Property("AzureFunctionsVersion").Should().Be("v4");
        project.Property("TargetFramework").Should().Be("net10.0");
        project.Property("OutputType").Should().Be("Exe");
        project.Property("RestorePackagesWithLockFile").Should().Be("false");
        Path.GetFullPath(project.Property("BaseIntermediateOutputPath"), projectFolder).Should().Be(Path.Combine(projectFolder, "obj-azure/"), "MSBuild gives it whole once that build was restored");
        File.Exists(project.Property("NuGetLockFilePath")).Should().BeFalse("NuGet uses a lock file that is there, asked or not");
    }

    [Theory]
    [InlineData("Azure")]
    [InlineData("Local")]
    public async Task Both_builds_have_host_json_beside_the_app(string host)
    {
        EvaluatedProject project = await EvaluatedProject.OfAsync("NoticeFunctions", $"-p:FunctionsHost={host}");

        project.Items("None").Should().ContainSingle(item => item["Link"] == "host.json")
            .Which["CopyToOutputDirectory"].Should().Be("PreserveNewest");
        project.Items("None").Where(item => item["Link"].StartsWith("local.settings", StringComparison.Ordinal))
            .Should().OnlyContain(item => item["CopyToPublishDirectory"] == "Never", "settings of one machine are not published");
    }

    [Fact]
    public async Task The_local_build_is_the_default_and_takes_LocalHost_in_place_of_the_packages()
    {
        EvaluatedProject project = await EvaluatedProject.OfAsync("NoticeFunctions");

        project.Property("FunctionsHost").Should().Be("Local");
        project.Items("PackageReference").Select(item => item["Identity"]).Where(IsRealPackage).Should().BeEmpty();
        project.Items("ProjectReference").Should().ContainSingle()
            .Which["Filename"].Should().Be("NoticeFunctions.LocalHost");
    }

    private static bool IsRealPackage(string name) =>
        name.StartsWith("Microsoft.Azure.Functions.", StringComparison.Ordinal) || name.StartsWith("Microsoft.DurableTask.", StringComparison.Ordinal);
}
