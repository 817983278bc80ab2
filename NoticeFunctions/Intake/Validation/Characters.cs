namespace NoticeFunctions.Intake.Validation;

/// <summary>What a text may be made of.</summary>
internal static class Characters
{
    /// <summary>Whether a text holds a character that could end a line or steer a terminal: Unicode's control characters and its two line separators.</summary>
    public static bool HasControl(string text) => text.Any(one => char.IsControl(one) || one is '\u2028' or '\u2029');

    /// <summary>Whether a text is there, not blank and within a length, without control characters.</summary>
    public static bool IsLine(string text, int longest) => text.Length <= longest && !string.IsNullOrWhiteSpace(text) && !HasControl(text);
}
