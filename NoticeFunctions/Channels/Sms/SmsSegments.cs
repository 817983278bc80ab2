using System.Buffers;

namespace NoticeFunctions.Channels.Sms;

/// <summary>
/// Into how many segments networks split an SMS, which is what providers charge for. A text of GSM 03.38's alphabet (3GPP TS 23.038, section 6.2.1) has 160 septets in one
/// segment or 153 in each of several, a character of its extension table counting two; any other text is UCS-2 with 70 code units, or 67 (3GPP TS 23.040, section 9.2.3.24).
/// What counts two is never split between segments.
/// </summary>
internal static class SmsSegments
{
    private const string Alphabet =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extension = "\f^{}\\[~]|€";

    private static readonly SearchValues<char> Gsm = SearchValues.Create(Alphabet + Extension);

    /// <summary>How many segments a text takes; 0 for none.</summary>
    public static int Count(string text) => Split(text).Count;

    /// <summary>Whether a text goes in GSM 03.38's alphabet.</summary>
    public static bool IsGsm(string text) => !text.AsSpan().ContainsAnyExcept(Gsm);

    /// <summary>The segments, each filled as far as it goes.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        bool gsm = IsGsm(text);
        (int single, int each) = gsm ? (160, 153) : (70, 67);
        if (text.Length == 0)
        {
            return [];
        }

        if (text.Length <= single && Units(text, gsm) <= single)
        {
            return [text];
        }

        List<string> segments = [];
        int start = 0;
        int units = 0;
        for (int index = 0; index < text.Length;)
        {
            (int characters, int needed) = Next(text, index, gsm);
            if (units + needed > each)
            {
                segments.Add(text[start..index]);
                (start, units) = (index, 0);
            }

            units += needed;
            index += characters;
        }

        return [.. segments, text[start..]];
    }

    private static int Units(string text, bool gsm) => gsm ? text.Length + text.Count(Extension.Contains) : text.Length;

    private static (int Characters, int Units) Next(string text, int index, bool gsm) =>
        gsm ? (1, Extension.Contains(text[index]) ? 2 : 1)
        : index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]) ? (2, 2)
        : (1, 1);
}
