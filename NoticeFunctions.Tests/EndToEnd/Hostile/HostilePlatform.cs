using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Hostile;

/// <summary>The tests that share a platform which they attack: what is throttled there keeps no other test waiting.</summary>
[CollectionDefinition]
public sealed class HostilePlatform : ICollectionFixture<PlatformProcess>;
