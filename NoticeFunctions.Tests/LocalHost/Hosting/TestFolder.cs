namespace NoticeFunctions.Tests.LocalHost.Hosting;

/// <summary>A folder of an app, gone after the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder(string hostJson = """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""")
    {
        Write("host.json", hostJson);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("hosting-test-").FullName;

    public string PathOf(string name) => Path.Combine(Root, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
