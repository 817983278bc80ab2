using System.Diagnostics;
using System.Text.Json;

namespace NoticeFunctions.Tests.Architecture;

/// <summary>A project as MSBuild sees it, before anything is restored or built.</summary>
internal sealed class EvaluatedProject
{
    private const string Properties = "FunctionsHost,AzureFunctionsVersion,TargetFramework,OutputType,RestorePackagesWithLockFile,BaseIntermediateOutputPath,NuGetLockFilePath";
    private const string ItemTypes = "PackageReference,PackageVersion,ProjectReference,None";

    private readonly JsonElement answer;

    private EvaluatedProject(JsonElement answer) => this.answer = answer;

    /// <summary>Evaluates <c>NAME/NAME.csproj</c>.</summary>
    public static async Task<EvaluatedProject> OfAsync(string name, params string[] options)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        ProcessStartInfo start = new(dotnet, ["msbuild", $"{name}/{name}.csproj", $"-getProperty:{Properties}", $"-getItem:{ItemTypes}", .. options])
        {
            UseShellExecute = false,
            WorkingDirectory = Repository.Root.FullName,
            RedirectStandardOutput = true,
        };
        using Process msbuild = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        string output = await msbuild.StandardOutput.ReadToEndAsync();
        await msbuild.WaitForExitAsync();
        msbuild.ExitCode.Should().Be(0, output);
        return new EvaluatedProject(JsonDocument.Parse(output).RootElement);
    }

    /// <summary>A property's value; empty when it is not set.</summary>
    public string Property(string name) => answer.GetProperty("Properties").GetProperty(name).GetString() ?? "";

    /// <summary>The items of a type, each as its metadata; what is not set is empty.</summary>
    public IReadOnlyList<Metadata> Items(string type) => [.. answer.GetProperty("Items").GetProperty(type).EnumerateArray().Select(item => new Metadata(item))];

    /// <summary>The metadata of one item, by name.</summary>
    internal sealed record Metadata(JsonElement Values)
    {
        public string this[string name] => Values.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
    }
}
