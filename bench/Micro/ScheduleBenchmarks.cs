using BenchmarkDotNet.Attributes;
using NoticeFunctions.Intake.Preview;
using NoticeFunctions.Notices;
using NoticeFunctions.Schedules;

namespace Notice.Bench.Micro;

/// <summary>What the next occurrence costs, years into a cycle, and what a preview of a thousand does.</summary>
[MemoryDiagnoser]
public class ScheduleBenchmarks
{
    private static readonly DateTimeOffset Created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Created.AddYears(5).AddSeconds(12_345_678);
    private static readonly NoticeSchedule Cron = new(Cron: "0 9 * * MON-FRI", TimeZone: "Europe/Berlin");
    private static readonly NoticeSchedule EverySecond = new(Cron: "* * * * * *", TimeZone: "Europe/Berlin");
    private static readonly NoticeSchedule Interval = new(Every: "PT1S");
    private static readonly NoticeSchedule Months = new(Every: "P1M");
    private static readonly NoticeSchedule Rule = new(Rrule: "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", TimeZone: "America/New_York");
    private static readonly NoticeSchedule DailyRule = new(Rrule: "FREQ=DAILY;INTERVAL=3;BYHOUR=9", TimeZone: "America/New_York");

    private readonly Cycle cron = NoticePlan.CycleOf(Cron, Created)!;
    private readonly Cycle everySecond = NoticePlan.CycleOf(EverySecond, Created)!;
    private readonly Cycle interval = NoticePlan.CycleOf(Interval, Created)!;
    private readonly Cycle months = NoticePlan.CycleOf(Months, Created)!;
    private readonly Cycle rule = NoticePlan.CycleOf(Rule, Created)!;
    private readonly Cycle dailyRule = NoticePlan.CycleOf(DailyRule, Created)!;

    [Benchmark]
    public DateTimeOffset? NextOfCron() => cron.After(Later);

    [Benchmark]
    public DateTimeOffset? NextOfCronEverySecond() => everySecond.After(Later);

    [Benchmark]
    public DateTimeOffset? NextOfEverySecond() => interval.After(Later);

    [Benchmark]
    public DateTimeOffset? NextOfEveryMonth() => months.After(Later);

    [Benchmark]
    public DateTimeOffset? NextOfMonthlyRule() => rule.After(Later);

    [Benchmark]
    public DateTimeOffset? NextOfDailyRule() => dailyRule.After(Later);

    /// <summary>A step as a closing takes it: from what the record says, all parsed anew.</summary>
    [Benchmark]
    public bool StepOfCron() =>
        Misfire.Next(NoticePlan.From(EverySecond, Created, "0192aa10000070008000000000000001"), policy: null, new Occurrence(100_000_000, Later), Later, Later).Next is not null;

    [Benchmark]
    public int PreviewOfAThousandByCron() => PreviewSchedule.Show(new PreviewRequest(Cron, Created, 1000)).Occurrences.Count;

    [Benchmark]
    public int PreviewOfAThousandByRule() => PreviewSchedule.Show(new PreviewRequest(Rule, Created, 1000)).Occurrences.Count;
}
