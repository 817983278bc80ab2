namespace NoticeDemo;

/// <summary>What the command line asks for.</summary>
/// <param name="Url">Where a platform listens; null is the usual place, or a platform of the demo's own.</param>
internal sealed record DemoOptions(Uri? Url)
{
    /// <summary>Printed for anything that is not understood.</summary>
    public const string Usage = "usage: dotnet run --project demo [-- --url http://127.0.0.1:7071]";

    /// <summary>Reads the command line; null when it makes no sense.</summary>
    public static DemoOptions? Parse(string[] arguments) => arguments switch
    {
        [] => new DemoOptions(Url: null),
        ["--url", string url] when Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" => new(address),
        _ => null,
    };
}
