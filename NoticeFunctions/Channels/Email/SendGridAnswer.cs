using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NoticeFunctions.Channels.Calls;

namespace NoticeFunctions.Channels.Email;

/// <summary>What SendGrid said to one call.</summary>
/// <param name="Outcome">Of the whole call, or of the personalizations that it names.</param>
/// <param name="RefusedPersonalizations">The positions that the error names; empty when it names none.</param>
internal sealed partial record SendGridAnswer(ProviderOutcome Outcome, IReadOnlyList<int> RefusedPersonalizations)
{
    // An error for each of a thousand personalizations fits in.
    private const int LongestBody = 1024 * 1024;

    /// <summary>Reads an answer: 2xx is accepted; 408, 429 and 5xx may be repeated, after Retry-After where it is given; any other is final.</summary>
    /// <param name="response">The answer, of which the head has been read.</param>
    /// <param name="cancellation">Ends the reading of its errors; those that come later are passed over.</param>
    public static async Task<SendGridAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.IsSuccessStatusCode)
        {
            string? id = response.Headers.TryGetValues("X-Message-Id", out IEnumerable<string>? ids) ? ids.FirstOrDefault() : null;
            return new SendGridAnswer(ProviderOutcome.Accepted(id), []);
        }

        ProviderAnswer answer = await ProviderAnswer.ReadAsync(response, LongestBody, cancellation);
        JsonElement[] errors = ErrorsOf(answer.Body);
        string said = string.Join(" ", errors.Select(one => ProviderAnswer.TextIn(one, "message")).Distinct());
        string error = string.Create(CultureInfo.InvariantCulture, $"{answer.Status}: {ErrorText.Of(said)}");
        return answer.MayPass
            ? new SendGridAnswer(ProviderOutcome.Transient(error, answer.RetryAfter), [])
            : new SendGridAnswer(ProviderOutcome.Permanent(error), [.. errors.Select(one => Personalization().Match(ProviderAnswer.TextIn(one, "field") ?? "")).Where(match => match.Success).Select(Position).Distinct()]);
    }

    private static JsonElement[] ErrorsOf(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("errors", out JsonElement errors) && errors.ValueKind == JsonValueKind.Array ? [.. errors.EnumerateArray()] : [];

    private static int Position(Match match) => int.TryParse(match.Groups["position"].ValueSpan, CultureInfo.InvariantCulture, out int position) ? position : int.MaxValue;

    [GeneratedRegex(@"^personalizations\.(?<position>[0-9]{1,5})\.", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Personalization();
}
