using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd;

/// <summary>The tests that share one running platform. They leave it running, and touch nothing but what they have posted.</summary>
[CollectionDefinition]
public sealed class SharedPlatform : ICollectionFixture<PlatformProcess>;

/// <summary>A test against the shared platform.</summary>
public abstract class PlatformTests(PlatformProcess platform) : IAsyncLifetime
{
    private protected PlatformClient Client => new(platform.Http);

    private protected SendGridStub SendGrid => platform.SendGrid;

    private protected PlatformProcess Platform => platform;

    public async ValueTask InitializeAsync() => await platform.EnsureStartedAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
