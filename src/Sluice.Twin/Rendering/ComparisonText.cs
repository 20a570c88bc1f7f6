using System.Globalization;
using System.Text;
using Sluice.Bench.Reporting;
using Sluice.Twin.Predicting;

namespace Sluice.Twin.Rendering;

/// <summary>Topologies side by side for people: figures, leaders, crossovers.</summary>
public static class ComparisonText
{
    internal static readonly (string Name, Func<LevelPrediction, Band?> Figure, bool Less)[] Figures =
    [
        ("decode tok/s", level => level.DecodeTps, false),
        ("prefill tok/s", level => level.PrefillTps, false),
        ("TTFT ms", level => level.TtftMs, true),
        ("records/h", level => level.RecordsPerHour, false),
    ];

    public static string Of(Comparison comparison)
    {
        var text = new StringBuilder();
        foreach (var (name, figure, less) in Figures)
        {
            text.Append('\n');
            Table(text, comparison, name, figure, less);
            Crossings(text, comparison, name, figure, less);
        }

        return text.ToString();
    }

    /// <summary>"cluster:2 by 12 %" or "too close to call".</summary>
    internal static string Say(Lead lead) => lead switch
    {
        { Name: null } => "-",
        { TooClose: true } => $"too close to call ({Numbers.FinePercent(lead.Gap)})",
        { Gap: double.PositiveInfinity } => $"{lead.Name}, alone",
        _ => $"{lead.Name} by {Numbers.Percent(lead.Gap)}",
    };

    static void Table(StringBuilder text, Comparison comparison, string name, Func<LevelPrediction, Band?> figure, bool less)
    {
        var table = new TextTable([name, .. comparison.Sides.Select(side => side.Name), "better"]);
        for (var level = 0; level < comparison.Sides[0].Ladder.Count; level++)
        {
            table.Add([$"c {Numbers.Whole(comparison.Sides[0].Ladder[level].Concurrency)}",
                .. comparison.Sides.Select(side => Numbers.Banded(figure(side.Ladder[level]))), Say(comparison.LeadAt(level, figure, less))]);
        }

        table.WriteTo(text);
    }

    static void Crossings(StringBuilder text, Comparison comparison, string name, Func<LevelPrediction, Band?> figure, bool less)
    {
        foreach (var (passed, passing, crossing) in comparison.Crossings(figure, less))
        {
            var between = crossing.Interpolated is { } point ? $" (about {Numbers.Short(point)})" : "";
            text.Append(CultureInfo.InvariantCulture, $"  {passing} passes {passed} in {name} at {crossing.Concurrency}{between}{(crossing.Clear ? "" : ", too close to call")}\n");
        }
    }
}
