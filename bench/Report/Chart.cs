using System.Globalization;
using System.Text;
using Notice.Bench.Measures;
using Notice.Bench.Systems;

namespace Notice.Bench.Report;

/// <summary>Two groups of bars: delivered per second, and CPU per notice. The whisker is the spread of the rounds.</summary>
internal static class Chart
{
    private const int Width = 720;
    private const int Left = 170;
    private const int Bar = 18;

    public static string Draw(Results results)
    {
        StringBuilder body = new();
        int y = Group(body, results, "Delivered per second (more is better)", "per second", "0", 24);
        y = Group(body, results, "CPU ms per notice, all processes of the system (less is better)", "CPU ms", "0.000", y + 24);
        return string.Create(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{y}\" font-family=\"sans-serif\" font-size=\"12\"><rect width=\"100%\" height=\"100%\" fill=\"white\"/>{body}</svg>\n");
    }

    private static int Group(StringBuilder body, Results results, string title, string value, string format, int y)
    {
        body.Append(CultureInfo.InvariantCulture, $"<text x=\"8\" y=\"{y}\" font-weight=\"bold\">{title}</text>");
        SystemKind[] shown = [.. SystemKind.All.Where(system => results.Of(EndToEnd.Row, system.Name, value).Count > 0)];
        double greatest = shown.Select(system => results.Of(EndToEnd.Row, system.Name, value)[^1]).DefaultIfEmpty(1).Max();
        double scale = (Width - Left - 90) / greatest;
        foreach (SystemKind system in shown)
        {
            y += Bar + 6;
            IReadOnlyList<double> rounds = results.Of(EndToEnd.Row, system.Name, value);
            double median = results.Median(EndToEnd.Row, system.Name, value);
            int middle = y - (Bar / 2) + 4;
            body.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y}\" text-anchor=\"end\">{system.Name}</text>");
            body.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{y - Bar + 4}\" width=\"{median * scale:0.#}\" height=\"{Bar}\" fill=\"{(system == SystemKind.Notice ? "#1f6feb" : "#8b949e")}\"/>");
            body.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left + (rounds[0] * scale):0.#}\" x2=\"{Left + (rounds[^1] * scale):0.#}\" y1=\"{middle}\" y2=\"{middle}\" stroke=\"black\"/>");
            body.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + (rounds[^1] * scale) + 6:0.#}\" y=\"{y}\">{median.ToString(format, CultureInfo.InvariantCulture)}</text>");
        }

        return y + 12;
    }
}
