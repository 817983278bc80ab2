using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Addresses;
using NoticeFunctions.Applications;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Channels.Routing;
using NoticeFunctions.Http;
using NoticeFunctions.Intake;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Setup.Answers;

namespace NoticeFunctions.Setup;

/// <summary><c>POST /api/channels/{channel}/configurations/{name}/test</c>.</summary>
internal sealed class TestConfiguration(IConfigurationStore store, ProviderOpener opener, PhoneRules phones, TimeProvider time)
{
    private const string To = "to";
    private const int Most = 16 * 1024;

    // A variable of Aliyun's templates has at most 35 characters.
    private const string ShortText = "It arrived, so it works.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Sends one message as the configuration stands now, enabled or not, and tells what the provider said: 200, whatever it was. Nothing is kept of it, nothing is tried
    /// again, and neither breaker nor fallback has a part in it.
    /// </summary>
    [Function(nameof(TestConfiguration))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/channels/{channel}/configurations/{name}/test")] HttpRequest request, string channel, string name)
    {
        if (!ConfigurationScope.TryRead(channel, out Channel read))
        {
            return ConfigurationScope.NoChannel();
        }

        OwnerConfigurations own = await store.LoadAsync(ConfigurationScope.OwnerOf(request), known: null, request.HttpContext.RequestAborted);
        if (own.Find(read, name) is not { } configuration)
        {
            return ConfigurationScope.None();
        }

        (Recipient? recipient, ProblemResult? problem) = await JsonBody.ReadAsync(request, Most, (body, faults) => Read(body, read, faults));
        return recipient is null
            ? problem!
            : new JsonAnswer<TestAnswer>(await SendAsync(request.HttpContext.GetCaller().Application, configuration, recipient), SetupJson.Default.TestAnswer);
    }

    private Recipient? Read(JsonElement body, Channel channel, FaultList faults)
    {
        JsonObject example = new() { [To] = Example(channel) };
        if (ObjectReader.Open(body, "", faults, [To], example) is not { } members)
        {
            return null;
        }

        if (members.Value(To) is not { } to)
        {
            members.Fault(To, "is required: whom to send to", Example(channel));
            return null;
        }

        Recipient? recipient = RecipientReader.ReadOne(to, members.At(To), phones, faults);
        if (recipient is not null && !faults.Any && recipient.AddressFor(channel) is null)
        {
            members.Fault(To, $"has no address for {Names.Of(channel)}", Example(channel));
        }

        return recipient;
    }

    private async Task<TestAnswer> SendAsync(string application, ChannelConfiguration configuration, Recipient recipient)
    {
        DateTimeOffset now = time.GetUtcNow();
        Channel channel = configuration.Channel;
        Notice notice = new(
            application,
            NoticeIds.New(time),
            "Test",
            new NoticeContent($"This tries the configuration {configuration.Name} of the channel {Names.Of(channel)}. It arrived, so the configuration works.", Sms: ShortText),
            [recipient],
            [channel],
            Schedule: null,
            Priority.Normal,
            Category: null,
            Metadata: null,
            now,
            now,
            TraceParent: null);
        IProvider provider = opener.Open(configuration);
        Delivery delivery = new(notice.Id, 1, channel, 0, recipient.AddressFor(channel)!, provider.Name, DeliveryStatus.Sending, []);
        try
        {
            using CancellationTokenSource patience = new(Patience, time);
            ProviderOutcome outcome = (await provider.SendAsync(notice, [delivery], patience.Token))[0];
            return new(outcome.Result, provider.Name, outcome.ProviderMessageId, outcome.Error);
        }
        catch (OperationCanceledException)
        {
            return new(AttemptResult.TransientFailure, provider.Name, ProviderMessageId: null, $"There was no answer within {Patience.TotalSeconds} seconds.");
        }
        finally
        {
            await GuardedProvider.CloseAsync(provider);
        }
    }

    private static JsonObject Example(Channel channel) => channel switch
    {
        Channel.Email => new() { ["email"] = "ann@example.com" },
        Channel.Sms => new() { ["phone"] = "+14155550100" },
        Channel.WebSocket => new() { ["user"] = "ann" },
        _ => new() { ["device"] = "d3v1c3-t0k3n" },
    };
}
