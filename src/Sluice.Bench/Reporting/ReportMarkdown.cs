using System.Globalization;
using System.Text;
using Sluice.Bench.Ladders;

namespace Sluice.Bench.Reporting;

/// <summary>A measured log as Markdown: a table a ladder with what was asked for beside the measures, then the verdicts and what must be known about each level.</summary>
public static class ReportMarkdown
{
    public static string Of(Report report)
    {
        var text = new StringBuilder();
        foreach (var ladder in report.Ladders)
        {
            text.Append(CultureInfo.InvariantCulture, $"### {ladder.Title}\n\n");
            Table(text, ladder, report);
            text.Append('\n');
            foreach (var verdict in LadderVerdicts.Sentences(ladder, report)) text.Append(CultureInfo.InvariantCulture, $"- {verdict}\n");
            foreach (var level in ladder.Levels)
            {
                foreach (var note in LevelNotes.Of(level)) text.Append(CultureInfo.InvariantCulture, $"- {level.Plan.Sending}: {note}\n");
            }

            if (MissingPercentiles.Sentence(ladder) is { } missing) text.Append(CultureInfo.InvariantCulture, $"- {missing}\n");
            text.Append('\n');
        }

        foreach (var crossing in report.Crossings) text.Append(CultureInfo.InvariantCulture, $"- {crossing.Workload}: {crossing.Sentence}\n");
        return text.ToString();
    }

    static void Table(StringBuilder text, Ladder ladder, Report report)
    {
        var columns = LevelColumns.Of(report).ToList();
        text.Append("| load |").AppendJoin('|', columns.Select(column => $" {column.Name} ")).Append("|\n|:--|").AppendJoin('|', columns.Select(_ => "--:")).Append("|\n");
        foreach (var level in ladder.Levels)
            text.Append(CultureInfo.InvariantCulture, $"| {level.Plan.Sending} |").AppendJoin('|', columns.Select(column => $" {column.Of(level)} ")).Append("|\n");
    }
}
