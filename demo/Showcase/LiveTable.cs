using NoticeDemo.Client;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NoticeDemo.Showcase;

/// <summary>Shows the notices in a table that changes in place: for a terminal.</summary>
internal static class LiveTable
{
    /// <summary>Draws each state as it comes, and returns the last.</summary>
    public static Task<IReadOnlyList<Watched>> ShowAsync(IAnsiConsole console, IAsyncEnumerable<IReadOnlyList<Watched>> states) =>
        console.Live(new Text("")).StartAsync(async live =>
        {
            IReadOnlyList<Watched> last = [];
            await foreach (IReadOnlyList<Watched> notices in states)
            {
                last = notices;
                live.UpdateTarget(Draw(notices));
            }

            return last;
        });

    private static Table Draw(IReadOnlyList<Watched> notices)
    {
        Table table = new Table().RoundedBorder().AddColumns("Notice", "When", "Status", "Next due", "Deliveries");
        table.ShowRowSeparators = true;
        foreach (Watched notice in notices)
        {
            table.AddRow(
                new Text(notice.Asked.Title),
                new Text(notice.When),
                new Text(notice.Heard.Status, Color(notice.Heard)),
                new Text(notice.Heard.NextDue is { } due ? $"{due.ToLocalTime():HH:mm:ss}" : "-"),
                Deliveries(notice));
        }

        return table;
    }

    private static IRenderable Deliveries(Watched notice) => notice.Deliveries.Count == 0
        ? new Text("-")
        : new Rows(notice.Deliveries.Select(delivery => new Text(
            Wording.Of(delivery, notice.Heard),
            delivery.HasArrived ? Spectre.Console.Color.Green : Spectre.Console.Color.Yellow)));

    private static Style Color(Notice notice) => notice.Status switch
    {
        "completed" => Spectre.Console.Color.Green,
        "failed" or "cancelled" => Spectre.Console.Color.Red,
        "delivering" => Spectre.Console.Color.Yellow,
        _ => Spectre.Console.Color.Blue,
    };
}
