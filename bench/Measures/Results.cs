namespace Notice.Bench.Measures;

/// <summary>All that has been measured in one run, round by round.</summary>
/// <param name="Machine">What it ran on.</param>
/// <param name="Rounds">Every round.</param>
internal sealed record Results(string Machine, List<Round> Rounds);

/// <param name="Row">Which measure.</param>
/// <param name="System">Which system.</param>
/// <param name="Number">Which round, from 1.</param>
/// <param name="Values">What it gave, by name and unit.</param>
internal sealed record Round(string Row, string System, int Number, Dictionary<string, double> Values);
