using System.Collections.Frozen;
using NoticeFunctions.Channels.Calls;

namespace NoticeFunctions.Channels.Sms.Twilio;

/// <summary>What an answer of Twilio's means (https://www.twilio.com/docs/api/errors).</summary>
internal static class TwilioAnswer
{
    // Codes that pass though their status is a 400: the sender's queue is full, or it sends too fast.
    private static readonly FrozenSet<string> Passing = FrozenSet.Create("14107", "20429", "21611");

    /// <summary>2xx is accepted; 408, 429, 5xx and a full queue may be repeated, after Retry-After where it is given; any other is final.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="segments">Into how many segments the text is split.</param>
    public static ProviderOutcome Read(ProviderAnswer answer, int segments)
    {
        if (answer.IsSuccess)
        {
            return ProviderOutcome.Accepted(answer.Text("sid")) with { Segments = segments };
        }

        string? code = answer.Text("code") is { Length: <= 8 } said ? said : null;
        string error = $"{answer.Status}{(code is null ? "" : $" ({code})")}: {ErrorText.Of(answer.Text("message"))}";
        return answer.MayPass || (code is not null && Passing.Contains(code)) ? ProviderOutcome.Transient(error, answer.RetryAfter) : ProviderOutcome.Permanent(error);
    }
}
