using System.Globalization;
using Notice.Bench.Processes;
using Notice.Bench.Systems;

namespace Notice.Bench.Measures;

/// <summary>How many calls the journal makes of its storage account, counted from the access log of an Azurite that writes one.</summary>
internal static class StorageCalls
{
    public const string Row = "storage calls";

    private const int WarmUp = 10_000;
    private const int Count = 30_000;

    public static async Task<Dictionary<string, double>> MeasureAsync(Bench bench, SystemKind kind)
    {
        _ = kind;
        string folder = Workplace.Fresh("azurite");
        int port = Ports.Free();
        string log = Path.Combine(folder, "access.log");
        await using ChildProcess azurite = await ChildProcess.StartAsync(
            "bash",
            ["-c", string.Create(CultureInfo.InvariantCulture, $"exec node '{Path.Combine(Workplace.Root, "azurite", "node_modules", "azurite", "dist", "src", "blob", "main.js")}' --blobHost 127.0.0.1 --blobPort {port} --location '{folder}' --loose --skipApiVersionCheck --disableTelemetry > >(tee '{log}')")],
            folder,
            "successfully listens");
        // The emulator's well-known account: no secret.
        string storage = $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint=http://127.0.0.1:{port}/devstoreaccount1;";
        await using NoticePlatform platform = await NoticePlatform.StartAsync(bench.MailUrl, storage);
        await bench.WarmUpAsync(platform, bench.Scaled(WarmUp));
        int before = Calls(log);
        await bench.WarmUpAsync(platform, bench.Scaled(Count));
        return new() { ["per notice"] = (Calls(log) - before) / (double)bench.Scaled(Count) };
    }

    private static int Calls(string log) => File.ReadLines(log).Count(line => line.Contains("HTTP/1.1\"", StringComparison.Ordinal));
}
