using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NoticeFunctions.Channels.Email;

/// <summary>What SendGrid said to one call.</summary>
/// <param name="Outcome">Of the whole call, or of the personalizations that it names.</param>
/// <param name="RefusedPersonalizations">The positions that the error names; empty when it names none.</param>
internal sealed partial record SendGridAnswer(ProviderOutcome Outcome, IReadOnlyList<int> RefusedPersonalizations)
{
    private const int LongestError = 300;

    /// <summary>Reads an answer: 2xx is accepted; 408, 429 and 5xx may be repeated, after Retry-After where it is given; any other is final.</summary>
    public static async Task<SendGridAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.IsSuccessStatusCode)
        {
            string? id = response.Headers.TryGetValues("X-Message-Id", out IEnumerable<string>? ids) ? ids.FirstOrDefault() : null;
            return new SendGridAnswer(ProviderOutcome.Accepted(id), []);
        }

        int status = (int)response.StatusCode;
        (string said, int[] refused) = ReadErrors(await response.Content.ReadAsStringAsync(cancellation));
        string error = string.Create(CultureInfo.InvariantCulture, $"{status}: {said}");
        return response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || status >= 500
            ? new SendGridAnswer(ProviderOutcome.Transient(error, RetryAfter(response.Headers)), [])
            : new SendGridAnswer(ProviderOutcome.Permanent(error), refused);
    }

    private static TimeSpan? RetryAfter(HttpResponseHeaders headers) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,

        // A date is measured on the sender's own clock, for ours may differ.
        { Date: { } date } when headers.Date is { } sent && date > sent => date - sent,
        _ => null,
    };

    private static (string Said, int[] Refused) ReadErrors(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement[] errors = [.. document.RootElement.GetProperty("errors").EnumerateArray()];
            string said = string.Join(" ", errors.Select(error => Text(error, "message")).Distinct());
            return (Clean(said), [.. errors.Select(error => Personalization().Match(Text(error, "field"))).Where(match => match.Success).Select(match => Position(match)).Distinct()]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return ("the answer gives no reason", []);
        }
    }

    private static int Position(Match match) => int.TryParse(match.Groups["position"].ValueSpan, CultureInfo.InvariantCulture, out int position) ? position : int.MaxValue;

    private static string Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>Errors are recorded and shown: an address in them is not.</summary>
    private static string Clean(string said)
    {
        string clean = Address().Replace(said, "(address)");
        return clean.Length <= LongestError ? clean : clean[..LongestError];
    }

    [GeneratedRegex(@"^personalizations\.(?<position>[0-9]{1,5})\.", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Personalization();

    [GeneratedRegex(@"[^\s<>""']{1,64}@[^\s<>""']{1,255}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
