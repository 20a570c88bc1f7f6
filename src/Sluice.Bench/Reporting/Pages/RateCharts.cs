using System.Globalization;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;
using Sluice.Bench.Reporting.Charts;

namespace Sluice.Bench.Reporting.Pages;

/// <summary>What a group of servers gives at each level: generated tokens with the knee, prompt tokens, and what a target and a price make of them.</summary>
static class RateCharts
{
    public static IEnumerable<Chart> Of(LadderGroup group)
    {
        yield return Output(group);
        yield return Simple(group, "prompt", "Prompt tokens read", "prompt tok/s", level => level.PromptTps);
        if (group.Report.Target is { } target) yield return Good(group, target);
        if (group.Report.Cost?.PerHour is not null) yield return Simple(group, "cost", "Cost of a million output tokens", "per 1M tokens", level => Plain(group.Report.Cost!.Of(level).PerMillionTokens));
        if (group.Report.Cost?.Watts is not null) yield return Simple(group, "energy", "Energy of an output token", "J per token", level => Plain(group.Report.Cost!.Of(level).JoulesPerToken));
    }

    static Chart Output(LadderGroup group)
    {
        List<ChartSeries> measured = [.. group.Ladders.Select(ladder => group.Series(ladder, "tok/s", level => level.OutputTps))];
        List<ChartSeries> drawn = [.. group.Overlays.Select(overlay => group.Series(overlay, "tok/s", level => overlay.OutputTps(level, group.Load)))];
        return new Chart
        {
            Id = group.Id("output"),
            Title = group.HoldsConcurrency ? "Output rate against concurrency, with the knee" : "Output rate against the rate of requests",
            Summary = string.Join(". ", group.Ladders.Select(ladder => Sentence(ladder, group))) + ".",
            X = group.X,
            Y = new ChartAxis("output tok/s", AxisKind.Amount),
            Series = [.. measured, .. drawn.Select(series => series with { Points = [.. series.Points.Select(point => point with { Interval = null })] })],
            Areas = [.. measured.Concat(drawn).Select(LadderGroup.Band)],
            Rules = [.. group.Ladders.Select(ladder => Knee(ladder, group)).OfType<ChartRule>(), .. group.Ladders.Select(ladder => Largest(ladder, group)).OfType<ChartRule>()],
            Remarks = [.. Missing(group, level => level.OutputTps)],
        };
    }

    static string Sentence(Ladder ladder, LadderGroup group)
    {
        List<LevelFigures> known = [.. ladder.Levels.Where(level => level.OutputTps.Value is not null)];
        if (known.Count == 0) return $"{ladder.Backend}: no level has a rate";
        var rates = known.Count == 1
            ? $"{Rounded.Of(known[0].OutputTps)} tok/s at {known[0].Plan.Sending}"
            : $"{Rounded.Of(known[0].OutputTps)} tok/s at {known[0].Plan.Sending}, {Rounded.Of(known[^1].OutputTps)} at {known[^1].Plan.Sending}";
        return $"{ladder.Backend}: {rates}{(group.Report.KneeOf(ladder) is { } knee ? $"; knee: {LadderVerdicts.Sentence(knee)}" : "")}";
    }

    static ChartRule? Knee(Ladder ladder, LadderGroup group) => group.Report.KneeOf(ladder) is { Interval: not null } knee && (knee.Level is not null || double.IsInfinity(knee.Interval.Value.High))
        ? new ChartRule(true, knee.Level, knee.Interval, knee.Level is { } at ? string.Create(CultureInfo.InvariantCulture, $"knee {at}{Named(ladder, group)}") : $"knee beyond{Named(ladder, group)}", group.ColourOf(ladder))
        : null;

    static ChartRule? Largest(Ladder ladder, LadderGroup group) => group.Report.Target is { } target && group.HoldsConcurrency && Goodput.Largest(group.Report.GoodputsOf(ladder), target).Seen is { } most
        ? new ChartRule(true, most, null, string.Create(CultureInfo.InvariantCulture, $"target up to {most}{Named(ladder, group)}"), group.ColourOf(ladder))
        : null;

    static string Named(Ladder ladder, LadderGroup group) => group.Ladders.Count > 1 ? $" ({ShortName.Of(ladder.Backend)})" : "";

    static Chart Simple(LadderGroup group, string id, string title, string unit, Func<LevelFigures, Figure> figure)
    {
        List<ChartSeries> measured = [.. group.Ladders.Select(ladder => group.Series(ladder, unit, figure))];
        return new Chart
        {
            Id = group.Id(id),
            Title = title,
            Summary = string.Join(". ", measured.Select(series => series.Points.Count == 0 ? $"{series.Name}: not known" : $"{series.Name}: {Rounded.Of(series.Points[0].Y)} to {Rounded.Of(series.Points[^1].Y)} {unit} from the first level to the last")) + ".",
            X = group.X,
            Y = new ChartAxis(unit, AxisKind.Amount),
            Series = measured,
            Areas = [.. measured.Select(LadderGroup.Band)],
            Remarks = [.. Missing(group, figure)],
        };
    }

    static Chart Good(LadderGroup group, LatencyTarget target) => new()
    {
        Id = group.Id("good"),
        Title = "Requests within the target",
        Summary = string.Join(". ", group.Ladders.Select(ladder => $"{ladder.Backend}: {LadderVerdicts.Sentence(group.Report.GoodputsOf(ladder), target)}")) + ".",
        X = group.X,
        Y = new ChartAxis("% of requests", AxisKind.Amount),
        Series = [.. group.Ladders.Select(ladder => group.Series(ladder, "% good", level => group.Report.GoodputOf(level)!.Share.Times(100)))],
        Rules = [new ChartRule(false, 100 * target.Share, null, string.Create(CultureInfo.InvariantCulture, $"asked: {100 * target.Share:0.#} %"), Chart.Neutral)],
    };

    static IEnumerable<string> Missing(LadderGroup group, Func<LevelFigures, Figure> figure) =>
        group.Ladders.SelectMany(ladder => ladder.Levels.Where(level => figure(level) is { Value: null, Missing: not null }).GroupBy(level => figure(level).Missing)
            .Select(same => $"{ladder.Backend}, {string.Join(", ", same.Select(level => level.Plan.Sending))}: {same.Key}"));

    static Figure Plain(double? value) => value is { } known ? Figure.Of(known, 1) : Figure.None("no rate");
}
