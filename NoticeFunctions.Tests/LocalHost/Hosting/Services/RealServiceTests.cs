using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Azure.Storage.Blobs;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using NoticeFunctions.LocalHost.Hosting;
using NoticeFunctions.LocalHost.Hosting.Services;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Services;

/// <summary>Azurite and Garnet themselves, on free ports, with their data in a folder of the test.</summary>
public sealed class RealServiceTests : IDisposable
{
    private static readonly string Repository = FindRepository();

    private readonly TestFolder folder = new();
    private readonly HttpClient http = new();
    private readonly List<string> said = [];

    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("azurite")]
    [InlineData("garnet")]
    [InlineData("kafka")]
    public async Task The_service_that_a_killed_host_left_serving_is_adopted_by_the_next(string name)
    {
        await using DevelopmentServices first = await StartAsync(name);
        ServiceState left = ServiceState.Read(StateFile(name))!;
        first.ForgetAsIfKilled();

        await using DevelopmentServices second = await StartAsync(name);

        ServiceState.Read(StateFile(name)).Should().Be(left);
        second.Setting(name).Should().Be(first.Setting(name));
    }

    [Theory]
    [InlineData("azurite")]
    [InlineData("garnet")]
    [InlineData("kafka")]
    public async Task A_service_that_has_died_is_replaced_and_keeps_its_port(string name)
    {
        await using DevelopmentServices first = await StartAsync(name);
        ServiceState left = ServiceState.Read(StateFile(name))!;
        first.ForgetAsIfKilled();
        Kill(left);

        await using DevelopmentServices second = await StartAsync(name);

        ServiceState now = ServiceState.Read(StateFile(name))!;
        now.Pid.Should().NotBe(left.Pid);
        now.Port.Should().Be(left.Port);
        now.IsAlive.Should().BeTrue();
    }

    [Fact]
    public async Task A_service_that_dies_under_a_living_host_is_started_again()
    {
        await using DevelopmentServices services = await StartAsync("garnet");
        services.Watch(NullLogger.Instance);
        ServiceState before = ServiceState.Read(StateFile("garnet"))!;
        Kill(before);

        bool again = await Eventually(() => ServiceState.Read(StateFile("garnet")) is { } now && now.Pid != before.Pid && now.IsAlive);

        again.Should().BeTrue();
        (await Eventually(() => Service("garnet").AnswersAsync(before.Port, default).GetAwaiter().GetResult())).Should().BeTrue();
    }

    [Theory]
    [InlineData("azurite")]
    [InlineData("garnet")]
    [InlineData("kafka")]
    public async Task The_service_ends_with_its_host(string name)
    {
        DevelopmentServices services = await StartAsync(name);
        ServiceState state = ServiceState.Read(StateFile(name))!;
        state.IsAlive.Should().BeTrue();

        await services.DisposeAsync();

        state.IsAlive.Should().BeFalse();
    }

    [Fact]
    public async Task Azurites_setting_is_a_connection_string_that_works()
    {
        await using DevelopmentServices services = await StartAsync("azurite");

        BlobContainerClient container = new(services.Setting("azurite"), "some");
        await container.CreateAsync();
        await container.UploadBlobAsync("blob", BinaryData.FromString("content"));

        (await container.GetBlobClient("blob").DownloadContentAsync()).Value.Content.ToString().Should().Be("content");
    }

    [Fact]
    public async Task The_broker_is_three_brokers_and_has_its_topics_from_the_start()
    {
        await using DevelopmentServices services = await StartAsync("kafka");
        using IAdminClient admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = services.Setting("kafka") }).Build();

        Metadata metadata = admin.GetMetadata(TimeSpan.FromSeconds(20));

        services.Lines.Should().Equal($"Kafka  {services.Setting("kafka")}");
        metadata.Brokers.Should().HaveCount(3);
        metadata.Topics.Should().ContainSingle(topic => topic.Topic == "made-before").Which.Partitions.Should().HaveCount(6);
    }

    [Fact]
    public async Task A_second_host_in_the_same_folder_is_refused()
    {
        await using DevelopmentServices first = await StartAsync("garnet");

        Func<Task> second = () => StartAsync("garnet");

        await second.Should().ThrowAsync<StartUpException>().WithMessage("*another host uses the development services of this folder*");
    }

    [Fact]
    public async Task A_program_that_ends_at_once_is_told_with_the_end_of_its_log()
    {
        Needs("node");
        FakeService broken = new(folder.PathOf("broken"), ["-e", "console.error('no disk'); process.exit(3)"]);

        Func<Task> start = () => DevelopmentServices.StartAsync([broken], folder.PathOf("state"), said.Add, TimeProvider.System, default);

        await start.Should().ThrowAsync<StartUpException>().WithMessage("fake doesn't answer on port *no disk*");
    }

    [Fact]
    public async Task A_service_whose_port_somebody_takes_before_it_does_is_started_on_another()
    {
        Needs("node");
        using ContestedService contested = new(folder.PathOf("contested"));

        await using DevelopmentServices services = await DevelopmentServices.StartAsync([contested], folder.PathOf("state"), said.Add, TimeProvider.System, default);

        int port = int.Parse(services.Setting("contested"), CultureInfo.InvariantCulture);
        port.Should().NotBe(contested.Taken);
        LoopbackPort.IsFree(port).Should().BeFalse();
    }

    private async Task<DevelopmentServices> StartAsync(string name)
    {
        Needs("node");
        Needs(name == "azurite" ? "npm" : "dotnet");
        return await DevelopmentServices.StartAsync([Service(name)], folder.PathOf("state"), said.Add, TimeProvider.System, default);
    }

    private IDevelopmentService Service(string name) => name switch
    {
        "azurite" => new Azurite(Path.Combine(Repository, "azurite"), folder.PathOf("blobs"), http),
        "kafka" => new KafkaBroker(folder.PathOf("kafka"), ["made-before"]),
        _ => new Garnet(Path.Combine(Repository, ".config", "dotnet-tools.json"), NuGetFolder.Packages, folder.PathOf("records")),
    };

    private string StateFile(string name) => Path.Combine(folder.PathOf("state"), name + ".json");

    private static void Kill(ServiceState state)
    {
        using Process process = Process.GetProcessById(state.Pid);
        process.Kill();
        SpinWait.SpinUntil(() => !state.IsAlive, TimeSpan.FromSeconds(10)).Should().BeTrue();
    }

    private static async Task<bool> Eventually(Func<bool> condition)
    {
        for (int i = 0; i < 400 && !condition(); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        return condition();
    }

    private static void Needs(string program)
        => Assert.SkipUnless(
            Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, program)) || File.Exists(Path.Combine(p, program + ".exe"))),
            $"'{program}' is not installed.");

    private static string FindRepository()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "NoticeFunctions.slnx")))
        {
            at = at.Parent;
        }

        return at!.FullName;
    }

    private sealed class FakeService(string dataFolder, IReadOnlyList<string> arguments) : IDevelopmentService
    {
        public string Name => "fake";

        public int? FixedPort => null;

        public string Folder => dataFolder;

        public RestoreCommand? Restore => null;

        public ServiceCommand Command(int port) => new("node", arguments);

        public string Setting(int port) => "";

        public string Url(int port) => "";

        public Task<bool> AnswersAsync(int port, CancellationToken cancellation) => Task.FromResult(false);
    }

    /// <summary>Listens on the port that it is given, the first of which somebody takes meanwhile.</summary>
    private sealed class ContestedService(string dataFolder) : IDevelopmentService, IDisposable
    {
        private TcpListener? somebody;

        public int? Taken { get; private set; }

        public string Name => "contested";

        public int? FixedPort => null;

        public string Folder => dataFolder;

        public RestoreCommand? Restore => null;

        public ServiceCommand Command(int port)
        {
            if (somebody is null)
            {
                Taken = port;
                somebody = new(IPAddress.Loopback, port);
                somebody.Start();
            }

            return new("node", ["-e", $"require('net').createServer().listen({port}, '127.0.0.1')"]);
        }

        public string Setting(int port) => port.ToString(CultureInfo.InvariantCulture);

        public string Url(int port) => "";

        public Task<bool> AnswersAsync(int port, CancellationToken cancellation) => Task.FromResult(port != Taken && !LoopbackPort.IsFree(port));

        public void Dispose() => somebody?.Dispose();
    }
}
