using System.Globalization;

namespace NoticeFunctions.Tests.Crash;

/// <summary>What a test and the process that is to crash tell each other, in files: they outlive the process.</summary>
internal sealed class CrashFolder(string root)
{
    /// <summary>The environment variable that names the folder to the hook.</summary>
    public const string Variable = "NOTICE_CRASH_FOLDER";

    private const string Begun = "+ ";
    private const string Recorded = "- ";
    private readonly string armed = Path.Combine(root, "armed");
    private readonly string hit = Path.Combine(root, "hit");
    private readonly string calls = Path.Combine(root, "calls");

    /// <summary>Where the process is to crash; null: nowhere.</summary>
    public (string Point, int Times)? Armed
    {
        get
        {
            if (!File.Exists(armed))
            {
                return null;
            }

            string[] words = File.ReadAllText(armed).Split(' ');
            return (words[0], int.Parse(words[1], CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Tells the process, also one that runs, to crash when it is at a point for the n-th time.</summary>
    public void Arm(string point, int times)
    {
        File.WriteAllText($"{armed}.new", string.Create(CultureInfo.InvariantCulture, $"{point} {times}"));
        File.Move($"{armed}.new", armed, overwrite: true);
    }

    /// <summary>Said by the process right before it crashes.</summary>
    public void SayHit(string point) => File.WriteAllText(hit, point);

    /// <summary>Where the process has crashed, if it was told to. The next one is told nothing.</summary>
    public string? TakeHit()
    {
        string? point = File.Exists(hit) ? File.ReadAllText(hit) : null;
        File.Delete(hit);
        File.Delete(armed);
        return point;
    }

    /// <summary>The deliveries' way to their provider and back into the records, as it happens.</summary>
    public CallLog OpenCalls() => new(calls, Begun, Recorded);

    /// <summary>The deliveries that were handed over and had no recorded outcome when the process died, and forgets them.</summary>
    public IReadOnlySet<string> TakeInFlight()
    {
        HashSet<string> inFlight = [];
        foreach (string line in File.Exists(calls) ? File.ReadAllLines(calls) : [])
        {
            _ = line.StartsWith(Begun, StringComparison.Ordinal) ? inFlight.Add(line[Begun.Length..]) : inFlight.Remove(line[Recorded.Length..]);
        }

        File.Delete(calls);
        return inFlight;
    }
}
