using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.LocalHost.Hosting;

namespace NoticeFunctions.Tests.LocalHost.Hosting;

public sealed class LifetimeTests
{
    [Fact]
    public async Task A_started_host_prints_its_functions_with_their_URLs_and_what_to_try()
    {
        using TestFolder folder = new("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "v1" } }, "localHost": { "tryIt": [ "curl {base}/v1/slow", "cat '{settings}'" ] } }""");
        await using TestHost host = await TestHost.StartAsync<Functions>(folder: folder, settings: ("AzureWebJobs.Often.Disabled", "1"));

        host.Said.Should().Contain($"  Slow: [GET] {host.Http.BaseAddress}v1/slow");
        host.Said.Should().Contain("  Often: disabled");
        host.Said.Should().ContainInOrder("Try it:", $"  curl {host.Http.BaseAddress}v1/slow", $"  cat '{Path.Combine(folder.Root, "local.settings.json")}'");
    }

    [Fact]
    public async Task A_host_that_is_not_for_development_prints_nothing_to_try()
    {
        using TestFolder folder = new("""{ "version": "2.0", "localHost": { "tryIt": [ "curl {base}/api/slow" ] } }""");
        await using TestHost host = await TestHost.StartAsync<Functions>(folder: folder, settings: ("AZURE_FUNCTIONS_ENVIRONMENT", "Production"));

        host.Said.Should().Contain($"Listening on {host.Http.BaseAddress!.ToString().TrimEnd('/')}").And.NotContain("Try it:");
    }

    [Fact]
    public async Task A_request_that_has_begun_is_finished_before_the_host_ends()
    {
        Functions.Begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Functions.Release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TestHost host = await TestHost.StartAsync<Functions>(settings: ("AzureWebJobs.Often.Disabled", "1"));
        Task<string> request = host.Http.GetStringAsync("slow");
        await Functions.Begun.Task.WaitAsync(TimeSpan.FromSeconds(10));

        Task stop = host.StopAsync();
        stop.IsCompleted.Should().BeFalse();
        Functions.Release.SetResult();

        (await request).Should().Be("done");
        await stop;
    }

    [Fact]
    public async Task A_timer_fires_by_the_hosts_clock_and_not_when_it_is_switched_off()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 10, TimeSpan.Zero));
        Functions.Fired = 0;
        await using (await TestHost.StartAsync<Functions>(time: time))
        {
            for (int i = 0; i < 100 && Functions.Fired == 0; i++)
            {
                // The runner takes its first look at the clock on a thread of its own.
                time.Advance(TimeSpan.FromMinutes(1));
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }

        Functions.Fired.Should().BePositive();
        int before = Functions.Fired;
        await using (await TestHost.StartAsync<Functions>(time: time, settings: ("AzureWebJobs.Often.Disabled", "true")))
        {
            time.Advance(TimeSpan.FromHours(1));
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        Functions.Fired.Should().Be(before);
    }

    [Fact]
    public async Task A_wrong_option_of_the_app_stops_the_start_with_its_own_words()
    {
        Func<Task> start = () => TestHost.StartAsync<Functions>(builder => builder.Services
            .AddOptions<Options>().Validate(o => o.Count > 0, "Mine__Count must be above 0.").ValidateOnStart());

        await start.Should().ThrowAsync<StartUpException>().WithMessage("Mine__Count must be above 0.");
    }

    [Fact]
    public async Task A_taken_port_is_told_in_one_line()
    {
        await using TestHost first = await TestHost.StartAsync<Functions>();

        Func<Task> second = () => TestHost.StartAsync<Functions>(port: first.Http.BaseAddress!.Port);

        await second.Should().ThrowAsync<StartUpException>().WithMessage("*address already in use*--port chooses another port.");
    }

    [Fact]
    public async Task The_environment_is_Development_unless_told_otherwise()
    {
        await using TestHost host = await TestHost.StartAsync<Functions>();
        await using TestHost other = await TestHost.StartAsync<Functions>(settings: ("AZURE_FUNCTIONS_ENVIRONMENT", "Staging"));

        host.Services.GetRequiredService<IHostEnvironment>().EnvironmentName.Should().Be("Development");
        other.Services.GetRequiredService<IHostEnvironment>().EnvironmentName.Should().Be("Staging");
    }

    [Theory]
    [InlineData("http://shop.example", true)]
    [InlineData("http://evil.example", false)]
    public async Task Browsers_may_call_from_the_origins_that_are_set(string origin, bool allowed)
    {
        await using TestHost host = await TestHost.StartAsync<Functions>(settings: ("Host__CORS", "http://shop.example,http://other.example"));
        using HttpRequestMessage preflight = new(HttpMethod.Options, new Uri("slow", UriKind.Relative));
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "GET");

        using HttpResponseMessage answer = await host.Http.SendAsync(preflight);

        answer.Headers.Contains("Access-Control-Allow-Origin").Should().Be(allowed);
    }

    [Theory]
    [InlineData("false", HttpStatusCode.OK)]
    [InlineData("true", HttpStatusCode.NoContent)]
    public async Task The_homepage_can_be_switched_off(string disabled, HttpStatusCode status)
    {
        await using TestHost host = await TestHost.StartAsync<Functions>(settings: ("AzureWebJobsDisableHomepage", disabled));

        (await host.Http.GetAsync("")).StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task The_root_belongs_to_a_function_that_asks_for_it()
    {
        await using TestHost host = await TestHost.StartAsync<Root>(settings: ("AzureWebJobsDisableHomepage", "true"));

        (await host.Http.GetStringAsync("")).Should().Be("root");
        (await host.Http.GetAsync("other")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    public sealed class Options
    {
        public int Count { get; set; }
    }

    public sealed class Root
    {
        [Function("Root")]
        public string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{root:maxlength(0)?}")] HttpRequest request) => "root";
    }

    public sealed class Functions
    {
        private static int fired;

        public static TaskCompletionSource Begun { get; set; } = new();

        public static TaskCompletionSource Release { get; set; } = new();

        public static int Fired
        {
            get => Volatile.Read(ref fired);
            set => Volatile.Write(ref fired, value);
        }

        [Function("Slow")]
        public async Task<string> Slow([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow")] HttpRequest request)
        {
            Begun.TrySetResult();
            await Release.Task;
            return "done";
        }

        [Function("Often")]
        public void Often([TimerTrigger("%Often%", UseMonitor = false)] TimerInfo timer) => Interlocked.Increment(ref fired);
    }
}
