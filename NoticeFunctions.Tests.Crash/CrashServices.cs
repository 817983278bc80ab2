using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NoticeFunctions.Channels;
using NoticeFunctions.LocalHost.Journal;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Crash;

/// <summary>Puts the crash points into the app's services.</summary>
internal static class CrashServices
{
    public static void AddCrashes(this IServiceCollection services, Crasher crasher)
    {
        services.Replace(ServiceDescriptor.Singleton<IFaultPoints>(new CrashingFaultPoints(crasher)));

        // So small that a few notices are enough for the journal to roll and to be snapshot, again and again.
        services.Replace(ServiceDescriptor.Singleton(new JournalStoreOptions { SegmentBlocks = 25, SnapshotAfterBlocks = 60 }));
        services.Decorate<INoticeStore>(store => new CrashingNoticeStore(store, crasher));
        services.Decorate<IProviders>(providers => new CrashingProviders(providers, crasher));
    }

    private static void Decorate<T>(this IServiceCollection services, Func<T, T> decorator)
        where T : class
    {
        ServiceDescriptor own = services.Last(service => service.ServiceType == typeof(T));
        services.Replace(ServiceDescriptor.Singleton(provider => decorator((T)(own.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, own.ImplementationType!)))));
    }
}
