using System.Globalization;

namespace Notice.Bench.Load;

/// <summary>What is asked for, notice after notice, over whichever door: one recipient, and a text that tells the stub when it is due and which it is.</summary>
internal static class NoticeBody
{
    /// <summary>A notice's JSON.</summary>
    /// <param name="plan">What to ask for.</param>
    /// <param name="number">Which notice, from 0.</param>
    /// <param name="asked">When it is, or should have been, asked for, in microseconds since 1970.</param>
    /// <returns>The body, ASCII alone, and when the notice is due, in microseconds since 1970.</returns>
    public static (string Body, long Due) Write(LoadPlan plan, int number, long asked)
    {
        long due = plan.Due > 0 ? plan.Due : asked + (plan.Ahead * 1000L);
        string text = string.Create(CultureInfo.InvariantCulture, $"due={due};seq={plan.FirstNumber + number};");
        string schedule = plan.Due > 0 || plan.Ahead > 0
            ? $",\"schedule\":{{\"at\":\"{Clock.FromUnixMicroseconds(due).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)}\"}}"
            : "";
        return ($"{{\"title\":\"Order shipped\",\"content\":\"{text.PadRight(plan.Content, 'x')}\",\"to\":[{{\"email\":\"ann@example.com\"}}]{schedule}}}", due);
    }
}
