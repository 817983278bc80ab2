using System.Diagnostics;
using NoticeFunctions.Tests.Crash;

/// <summary>What .NET calls before the app's Main.</summary>
#pragma warning disable CA1050, MA0047 // .NET looks for this class outside of every namespace.
internal static class StartupHook
{
    public static void Initialize()
    {
        // What this process starts is another program.
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
        if (Environment.GetEnvironmentVariable(CrashFolder.Variable) is { } folder)
        {
            DiagnosticListener.AllListeners.Subscribe(new HostListener(new Crasher(new CrashFolder(folder))));
        }
    }
}
