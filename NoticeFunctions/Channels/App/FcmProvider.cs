using System.Net.Http.Headers;
using NoticeFunctions.Addresses;
using NoticeFunctions.Channels.Calls;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Channels.App;

/// <summary>
/// Sends app pushes through FCM's HTTP v1 API, a call for each device or topic. A delivery to a user goes to every device of that user; a token that FCM no longer knows
/// leaves the devices.
/// </summary>
internal sealed class FcmProvider(ProviderCalls calls, GoogleTokens tokens, IDeviceStore devices, string host, string project, TimeProvider time) : IProvider
{
    /// <summary>How deliveries show it.</summary>
    public const string ProviderName = "fcm";

    private const int AtOnce = 10;
    private static readonly ProviderOutcome NoDevice = ProviderOutcome.Permanent("The user has no device.");
    private static readonly ProviderOutcome Away = ProviderOutcome.Transient("The store of the devices is away.");

    private readonly Uri address = new($"{host}/v1/projects/{project}/messages:send");

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public int LargestBatch => 50;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation) =>
        ProviderCalls.EachAsync(deliveries, AtOnce, delivery => SendAsync(notice, delivery, cancellation));

    private async Task<ProviderOutcome> SendAsync(Notice notice, Delivery delivery, CancellationToken cancellation)
    {
        try
        {
            string[] targets = DeviceAddress.UserOf(delivery.Recipient) is { } user
                ? [.. (await devices.ListAsync(notice.Application, user, cancellation)).Select(device => device.Token)]
                : [delivery.Recipient];
            if (targets.Length == 0)
            {
                return NoDevice;
            }

            FcmAnswer[] answers = await Task.WhenAll(targets.Select(target => CallAsync(notice, delivery, target, cancellation)));
            foreach ((FcmAnswer answer, string target) in answers.Zip(targets).Where(pair => pair.First.IsGone))
            {
                await ForgetAsync(notice.Application, target, cancellation);
            }

            return FcmAnswer.Together(answers);
        }
        catch (RecordsUnavailableException)
        {
            return Away;
        }
    }

    private async Task<FcmAnswer> CallAsync(Notice notice, Delivery delivery, string target, CancellationToken cancellation)
    {
        (string? token, ProviderOutcome? refusal) = await tokens.GetAsync(cancellation);
        if (token is null)
        {
            return new(refusal!);
        }

        FcmAnswer? said = null;
        HttpRequestMessage request = new(HttpMethod.Post, address) { Content = FcmMessage.Compose(notice, delivery, target, time.GetUtcNow()) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        ProviderOutcome outcome = await calls.SendAsync("FCM", request, answer => (said = FcmAnswer.Read(answer)).Outcome, cancellation);
        return said ?? new(outcome);
    }

    // Where the store is away now, the next push to the device finds it gone again.
    private async Task ForgetAsync(string application, string token, CancellationToken cancellation)
    {
        try
        {
            await devices.RemoveTokenAsync(application, token, cancellation);
        }
        catch (RecordsUnavailableException)
        {
        }
    }
}
