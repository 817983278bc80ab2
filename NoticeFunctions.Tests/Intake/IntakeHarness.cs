using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NoticeFunctions.Applications;
using NoticeFunctions.Channels;
using NoticeFunctions.Http;
using NoticeFunctions.Intake;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Limits;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Telemetry;
using NoticeFunctions.Tests.Channels;
using NoticeFunctions.Tests.Limits;
using NoticeFunctions.Tests.Orchestration;

namespace NoticeFunctions.Tests.Intake;

/// <summary>The intake's function on the real engine in virtual time, asked as the host asks it.</summary>
internal sealed class IntakeHarness : IAsyncDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly NoticeMetrics metrics;
    private readonly AcceptNotice function;

    private IntakeHarness(NoticeHarness notices, IMinuteCounter? counter, IProviders? providers)
    {
        Notices = notices;
        metrics = new NoticeMetrics(services.GetRequiredService<IMeterFactory>());
        Counter = counter ?? new InMemoryMinuteCounter();
        ApplicationQuotas quotas = new(Counter, notices.Records, Options.Create(new QuotaOptions()), metrics, notices.Time, NullLogger<ApplicationQuotas>.Instance);
        Intake = new(
            notices.Records, notices.Attachments, notices.Subscriptions, Validation.Reading.Reader(), providers ?? FixedRouting.Carrying(), quotas, notices.Starter, new SlowLane(TimeProvider.System), metrics, notices.Time, NullLogger<NoticeIntake>.Instance);
        function = new AcceptNotice(Intake, Urls());
        Batch = new AcceptBatch(new BatchIntake(Intake), Urls());
    }

    /// <summary>Who makes the tests' requests, unless they say otherwise.</summary>
    public static Caller Caller { get; } = new("orders", Scopes.NoticesRead | Scopes.NoticesWrite);

    public NoticeHarness Notices { get; }

    /// <summary>What counts the notices of a minute.</summary>
    public IMinuteCounter Counter { get; }

    public AcceptBatch Batch { get; }

    /// <summary>What is behind every door.</summary>
    public NoticeIntake Intake { get; }

    public NoticeMetrics Metrics => metrics;

    public static async Task<IntakeHarness> StartAsync(NoticeHarness? notices = null, IMinuteCounter? counter = null, IProviders? providers = null) =>
        new(notices ?? await NoticeHarness.StartAsync(), counter, providers);

    public static PublicUrls Urls(string? publicUrl = null) => new(Options.Create(new NoticesOptions { PublicUrl = publicUrl }));

    public async Task<Answer> PostAsync(
        string body, string? key = null, string? contentType = "application/json", Microsoft.DurableTask.Client.DurableTaskClient? client = null, Caller? caller = null)
    {
        DefaultHttpContext http = Request(Encoding.UTF8.GetBytes(body), contentType);
        http.SetCaller(caller ?? Caller);
        if (key is not null)
        {
            http.Request.Headers["Idempotency-Key"] = key;
        }

        return await AnswerAsync(http, await function.RunAsync(http.Request, client ?? Notices.Engine.Client));
    }

    public static DefaultHttpContext Request(byte[] body, string? contentType)
    {
        DefaultHttpContext http = new();
        http.SetCaller(Caller);
        http.Request.Method = "POST";
        http.Request.Scheme = "https";
        http.Request.Host = new HostString("notice.example");
        http.Request.ContentType = contentType;
        http.Request.Body = new MemoryStream(body);
        http.Response.Body = new MemoryStream();
        return http;
    }

    public static async Task<Answer> AnswerAsync(HttpContext http, IResult result)
    {
        await result.ExecuteAsync(http);
        http.Response.Body.Position = 0;
        return new Answer(http.Response.StatusCode, http.Response.ContentType, http.Response.Headers, (await JsonNode.ParseAsync(http.Response.Body))!.AsObject());
    }

    public async ValueTask DisposeAsync()
    {
        metrics.Dispose();
        await services.DisposeAsync();
        await Notices.DisposeAsync();
    }
}

/// <summary>What a caller gets.</summary>
internal sealed record Answer(int Status, string? ContentType, IHeaderDictionary Headers, JsonObject Body);
