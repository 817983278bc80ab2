using BenchmarkDotNet.Running;
using Notice.Bench;
using Notice.Bench.Floor;
using Notice.Bench.Load;
using Notice.Bench.Measures;
using Notice.Bench.Micro;
using Notice.Bench.Processes;
using Notice.Bench.Report;
using Notice.Bench.Stub;

switch (args)
{
    case ["stub", string port]:
        await MailStub.RunAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case ["floor", string port, string mail]:
        await FloorHost.RunAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), mail);
        return 0;
    case [LoadPlan.Post, ..]:
        LoadSummary summary = await new LoadGenerator(LoadPlan.FromArguments(args)).RunAsync();
        Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(summary, BenchJson.Default.LoadSummary));
        return 0;
    case [LoadPlan.Produce, ..]:
        LoadSummary produced = await new MessageProducer(LoadPlan.FromArguments(args)).RunAsync();
        Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(produced, BenchJson.Default.LoadSummary));
        return 0;
    case ["compare", .. string[] options]:
        return await CompareCommand.RunAsync(CompareOptions.Parse(options));
    case ["micro", .. string[] options]:
        string[] wanted = options.Contains("--filter") ? options : ["--filter", "*", .. options];
        BenchmarkSwitcher.FromAssembly(typeof(EngineBenchmarks).Assembly).Run([.. wanted, "--artifacts", Path.Combine(Workplace.Work, "micro")]);
        return 0;
    case ["report"]:
        return await ReportCommand.RunAsync();
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- compare [--rows a,b] [--systems a,b] [--rounds N] [--versions commit,commit] [--fresh] [--trial] | report | micro");
        return 2;
}
