namespace Notice.Bench.Processes;

/// <summary>A process's resident memory, looked at ten times a second.</summary>
internal sealed class MemoryMeter(int process)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly List<double> samples = [];

    /// <summary>The most that was seen, in bytes.</summary>
    public double Worst => samples.Max();

    /// <summary>The median of what was seen, in bytes.</summary>
    public double Median => samples.Order().ElementAt(samples.Count / 2);

    /// <summary>Looks for so long.</summary>
    public async Task SampleAsync(TimeSpan duration)
    {
        long begun = TimeProvider.System.GetTimestamp();
        do
        {
            samples.Add(ProcessMeter.ResidentBytes([process]));
            await Task.Delay(Interval, TimeProvider.System);
        }
        while (TimeProvider.System.GetElapsedTime(begun) < duration);
    }
}
