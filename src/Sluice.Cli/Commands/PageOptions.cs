using System.CommandLine;

namespace Sluice.Cli.Commands;

/// <summary>The options of a page, the same for measuring and for reporting.</summary>
internal sealed class PageOptions
{
    private readonly Option<string?> page = Report();
    private readonly Option<string?> prediction = TaughtOption.Text("--prediction", "CURVE,…", "Curve files to draw on the page beside what was measured, as sluice predict --curve writes them");

    public static Option<string?> Report() => TaughtOption.Text("--report", "HTML", "Write a page too: charts, tables, every input, in one file that needs no network");

    public void AddTo(Command command)
    {
        command.Add(page);
        command.Add(prediction);
    }

    public string? Page(ParseResult parsed) => parsed.GetValue(page);

    public IReadOnlyList<string> Predictions(ParseResult parsed) => parsed.GetValue(prediction)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
