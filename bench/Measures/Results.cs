namespace Notice.Bench.Measures;

/// <summary>All that has been measured in one run, round by round.</summary>
/// <param name="Machine">What it ran on.</param>
/// <param name="Rounds">Every round.</param>
internal sealed record Results(string Machine, List<Round> Rounds)
{
    /// <summary>One value of all rounds, ascending.</summary>
    public IReadOnlyList<double> Of(string row, string system, string value) =>
        [.. Rounds.Where(round => round.Row == row && round.System == system && round.Values.ContainsKey(value)).Select(round => round.Values[value]).Order()];

    /// <summary>The median of a value over all rounds; NaN where there is none.</summary>
    public double Median(string row, string system, string value) => Of(row, system, value) is { Count: > 0 } all ? (all[(all.Count - 1) / 2] + all[all.Count / 2]) / 2 : double.NaN;
}

/// <param name="Row">Which measure.</param>
/// <param name="System">Which system.</param>
/// <param name="Number">Which round, from 1.</param>
/// <param name="Values">What it gave, by name and unit.</param>
internal sealed record Round(string Row, string System, int Number, Dictionary<string, double> Values);
