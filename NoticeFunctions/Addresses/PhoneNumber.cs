namespace NoticeFunctions.Addresses;

/// <summary>Phone numbers as ITU-T E.164 spells them.</summary>
internal static class PhoneNumber
{
    /// <summary>Whether a text is a plus, a country code that doesn't begin with 0, and 7 to 15 digits in all.</summary>
    public static bool IsValid(string text) =>
        text.Length is >= 8 and <= 16 && text[0] == '+' && text[1] != '0' && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
