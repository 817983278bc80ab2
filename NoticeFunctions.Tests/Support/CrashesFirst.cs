using NoticeFunctions.Tests.EndToEnd.Crashes;
using NoticeFunctions.Tests.Support;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(CrashesFirst))]

namespace NoticeFunctions.Tests.Support;

/// <summary>Begins with the collection that takes longest, two minutes: begun last, it would have the processors wait for it.</summary>
public sealed class CrashesFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName != nameof(CrashTests))];
}
