using System.Reflection;
using NoticeFunctions.LocalHost.Hosting.Settings;

namespace NoticeFunctions.LocalHost.Hosting.Composition;

/// <summary>What a host is made from: a process's own, or a test's.</summary>
internal sealed record LocalHostOptions
{
    /// <summary>The command line.</summary>
    public string[] Args { get; init; } = [];

    /// <summary>The folder of host.json.</summary>
    public required string Folder { get; init; }

    /// <summary>Where functions are looked for.</summary>
    public required IReadOnlyList<Type> FunctionTypes { get; init; }

    /// <summary>The environment's settings; null for the process's own.</summary>
    public IReadOnlyDictionary<string, string?>? Environment { get; init; }

    /// <summary>The folder of the development services' programs: <c>azurite/</c> and <c>.config/</c>; null for <see cref="Folder"/>.</summary>
    public string? ProgramFolder { get; init; }

    /// <summary>The clock of timers and durable functions.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Writes a line for the user.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Called with what stops the start, instead of throwing it.</summary>
    public Action<StartUpException>? OnRefusal { get; init; }

    /// <summary>Called when the host ends although nobody asked it to.</summary>
    public Action OnBreakdown { get; init; } = () => { };

    /// <summary>The running process: its entry assembly's functions, its environment, its console.</summary>
    public static LocalHostOptions OfProcess(string[] args)
    {
        Assembly entry = Assembly.GetEntryAssembly()!;
        return new LocalHostOptions
        {
            Args = args,
            Folder = HostFolder.Of(entry, AppContext.BaseDirectory),
            FunctionTypes = entry.GetTypes(),
            Say = Console.Out.WriteLine,
            OnRefusal = static refusal =>
            {
                Console.Error.WriteLine(refusal.Message);
                System.Environment.Exit(1);
            },
            OnBreakdown = static () => System.Environment.ExitCode = 1,
        };
    }

    /// <summary>Tells <see cref="OnRefusal"/>, if there is one, what stops the start.</summary>
    public StartUpException Refused(StartUpException refusal)
    {
        OnRefusal?.Invoke(refusal);
        return refusal;
    }

    /// <summary>Runs a step of the start; what stops it is handed to <see cref="OnRefusal"/>, if there is one.</summary>
    public T Attempt<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception e) when (StartUpRefusal.Of(e) is not null)
        {
            throw Refused(StartUpRefusal.Of(e)!);
        }
    }
}
