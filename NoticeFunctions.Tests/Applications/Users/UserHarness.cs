using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Applications.Users;
using NoticeFunctions.Tests.Support.Providers;
using NSubstitute;

namespace NoticeFunctions.Tests.Applications.Users;

/// <summary>An issuer over HTTP, and the platform's side that believes it.</summary>
internal sealed class UserHarness : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private UserHarness(OidcStub issuer, FakeTimeProvider time, ServiceProvider services) => (Issuer, Time, this.services) = (issuer, time, services);

    public OidcStub Issuer { get; }

    public FakeTimeProvider Time { get; }

    public IUserTokens Tokens => services.GetRequiredService<IUserTokens>();

    public IssuerDocuments Documents => services.GetRequiredService<IssuerDocuments>();

    public static async Task<UserHarness> StartAsync(string environment = "Development", params (string Name, string Value)[] settings)
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
        OidcStub issuer = await OidcStub.StartAsync(time);
        Dictionary<string, string?> all = new() { ["Users:Authority"] = issuer.Url, ["Users:Audience"] = OidcStub.Audience };
        foreach ((string name, string value) in settings)
        {
            all[name] = value;
        }

        IHostEnvironment host = Substitute.For<IHostEnvironment>();
        host.EnvironmentName.Returns(environment);
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        return new(issuer, time, new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(time).AddSingleton(host).AddUserTokens(configuration).BuildServiceProvider());
    }

    /// <summary>Whom a token names.</summary>
    public Task<string?> UserOfAsync(string token) => Tokens.ValidateAsync(token, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
