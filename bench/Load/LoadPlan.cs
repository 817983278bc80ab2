using System.Globalization;

namespace Notice.Bench.Load;

/// <summary>What to ask a system for, by a generator in a process of its own.</summary>
/// <param name="Address">IP address and port; for messages the brokers.</param>
/// <param name="Path">The path; <c>{delay}</c> stands for the milliseconds until the notice is due. For messages the topic.</param>
/// <param name="Count">How many notices.</param>
/// <param name="Connections">How many connections.</param>
/// <param name="Rate">Notices a second, 0 for as fast as it goes.</param>
/// <param name="Due">When all are due, in microseconds since 1970; 0 for at once.</param>
/// <param name="Ahead">How long after it should have been posted each is due, in milliseconds, where <paramref name="Due"/> is 0.</param>
/// <param name="FirstNumber">The number of the first notice.</param>
/// <param name="Token">The token to send with each; null for none.</param>
/// <param name="Content">Characters of each one's content.</param>
/// <param name="IsPatient">Whether one that is told 503 comes again a second later, as an application does; it is as late as it is.</param>
internal sealed record LoadPlan(string Address, string Path, int Count, int Connections, double Rate, long Due, int Ahead, int FirstNumber, string? Token = null, int Content = LoadPlan.UsualContent, bool IsPatient = false)
{
    /// <summary>The verb that posts a plan over HTTP.</summary>
    public const string Post = "load";

    /// <summary>The verb that produces it to Kafka.</summary>
    public const string Produce = "produce";

    /// <summary>Content that makes the body of a notice with a due instant 1,024 bytes.</summary>
    public const int KilobyteContent = 903;

    private const int UsualContent = 300;
    private const string NoToken = "-";

    /// <summary>A command line of this program.</summary>
    /// <param name="verb">How to send: <see cref="Post"/> or <see cref="Produce"/>.</param>
    public string[] ToArguments(string verb) =>
    [
        verb, Address, Path, Text(Count), Text(Connections), Rate.ToString(CultureInfo.InvariantCulture), Due.ToString(CultureInfo.InvariantCulture), Text(Ahead), Text(FirstNumber), Token ?? NoToken, Text(Content), IsPatient.ToString(),
    ];

    /// <summary>Reads such a command line.</summary>
    public static LoadPlan FromArguments(string[] a) => new(
        a[1], a[2], Number(a[3]), Number(a[4]), double.Parse(a[5], CultureInfo.InvariantCulture), long.Parse(a[6], CultureInfo.InvariantCulture), Number(a[7]), Number(a[8]), a[9] == NoToken ? null : a[9], Number(a[10]), bool.Parse(a[11]));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
