using System.Text.RegularExpressions;

namespace NoticeFunctions.Channels.Calls;

/// <summary>Providers' own words about an error, as they are recorded, logged and shown: without what they may repeat of a message's address.</summary>
internal static partial class ErrorText
{
    private const int Longest = 300;

    /// <summary>The words, or that there are none.</summary>
    /// <param name="said">Anything a provider may say.</param>
    public static string Of(string? said)
    {
        if (string.IsNullOrWhiteSpace(said))
        {
            return "the answer gives no reason";
        }

        string some = said.Length <= 4 * Longest ? said : said[..(4 * Longest)];
        string clean = Number().Replace(Token().Replace(Address().Replace(some, "(address)"), "(token)"), "(number)");
        clean = Control().Replace(clean, " ").Trim();
        return clean.Length <= Longest ? clean : clean[..Longest];
    }

    [GeneratedRegex(@"[^\s<>""']{1,64}@[^\s<>""']{1,255}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"[A-Za-z0-9_:-]{40,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();

    // Seven digits or more, with what phone numbers have between them.
    [GeneratedRegex(@"\+?\(?[0-9](?:[ ().*-]{0,2}[0-9*]){6,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"\p{C}+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Control();
}
