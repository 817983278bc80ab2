using System.Globalization;

namespace Notice.Bench.Measures;

/// <summary>What to compare.</summary>
/// <param name="Rows">Names of measures; empty for all.</param>
/// <param name="Systems">Names of systems; empty for all of a row.</param>
/// <param name="Rounds">Rounds of each.</param>
/// <param name="Fresh">Forget what an earlier, unfinished run has measured.</param>
/// <param name="Trial">Take a tenth of everything, to see whether it works: kept apart, and no result.</param>
/// <param name="Commits">Commits whose versions of the platform are measured beside the present one.</param>
internal sealed record CompareOptions(string[] Rows, string[] Systems, int Rounds, bool Fresh, bool Trial, string[] Commits)
{
    public static CompareOptions Parse(string[] arguments)
    {
        CompareOptions options = new([], [], 5, false, false, []);
        for (int i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--rows" => options with { Rows = arguments[++i].Split(',') },
                "--systems" => options with { Systems = arguments[++i].Split(',') },
                "--rounds" => options with { Rounds = int.Parse(arguments[++i], CultureInfo.InvariantCulture) },
                "--fresh" => options with { Fresh = true },
                "--versions" => options with { Commits = arguments[++i].Split(',') },
                "--trial" => options with { Trial = true },
                string unknown => throw new ArgumentException($"unknown option {unknown}", nameof(arguments)),
            };
        }

        return options;
    }
}
