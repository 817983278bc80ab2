using System.Text.Json;
using NoticeFunctions.Channels.Calls;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.App;

/// <summary>What FCM said of one device or topic.</summary>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="IsGone">Whether the device is there no more: its token is of no use to anybody.</param>
internal sealed record FcmAnswer(ProviderOutcome Outcome, bool IsGone = false)
{
    private const string Unregistered = "UNREGISTERED";

    // Unless it says so, FCM wants to be left alone for a minute by whoever it refuses for its quota.
    private static readonly TimeSpan Quota = TimeSpan.FromMinutes(1);

    /// <summary>2xx is accepted, with the message's name; 408, 429 and 5xx may be repeated; any other is final (https://firebase.google.com/docs/cloud-messaging/error-codes).</summary>
    public static FcmAnswer Read(ProviderAnswer answer)
    {
        if (answer.IsSuccess)
        {
            return new(ProviderOutcome.Accepted(answer.Text("name")));
        }

        string code = CodeOf(answer);
        string error = $"{answer.Status} ({ErrorText.Of(code)}): {ErrorText.Of(answer.Text("error", "message"))}";
        return answer.MayPass || code is "QUOTA_EXCEEDED" or "UNAVAILABLE" or "INTERNAL"
            ? new(ProviderOutcome.Transient(error, answer.RetryAfter ?? (answer.Status == 429 ? Quota : null)))
            : new(ProviderOutcome.Permanent(error), code == Unregistered);
    }

    /// <summary>What becomes of a delivery that went to several devices: it is accepted where one of them was, and tried again while one of them may be, or may have been.</summary>
    /// <param name="answers">At least one.</param>
    public static ProviderOutcome Together(IReadOnlyList<FcmAnswer> answers)
    {
        ProviderOutcome[] outcomes = [.. answers.Select(answer => answer.Outcome)];
        ProviderOutcome[] open = [.. outcomes.Where(outcome => outcome.Result is AttemptResult.TransientFailure or AttemptResult.Uncertain)];
        if (Array.Find(outcomes, outcome => outcome.Result == AttemptResult.Accepted) is { } accepted)
        {
            return accepted;
        }

        return (Array.Find(open, outcome => outcome.Result == AttemptResult.Uncertain) ?? open.FirstOrDefault() ?? outcomes[0]) with { RetryAfter = open.Max(outcome => outcome.RetryAfter) };
    }

    private static string CodeOf(ProviderAnswer answer)
    {
        if (answer.Body.ValueKind == JsonValueKind.Object && answer.Body.TryGetProperty("error", out JsonElement error)
            && error.ValueKind == JsonValueKind.Object && error.TryGetProperty("details", out JsonElement details) && details.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement detail in details.EnumerateArray())
            {
                if (ProviderAnswer.TextIn(detail, "errorCode") is { } code)
                {
                    return code;
                }
            }
        }

        return answer.Text("error", "status") ?? "no code";
    }
}
