using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace NoticeFunctions.Tests.Crash;

/// <summary>Meets the app's host while it is being built, as WebApplicationFactory does.</summary>
internal sealed class HostListener(Crasher crasher) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: "HostBuilding", Value: IHostBuilder builder })
        {
            builder.ConfigureServices(services => services.AddCrashes(crasher));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
