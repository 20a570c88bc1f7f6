using System.Globalization;
using System.Text;
using Sluice.Bench.Reporting.Pages;

namespace Sluice.Bench.Reporting.Charts;

/// <summary>Draws a chart as SVG whose colours and sizes come from the page's style. Every point can be reached by keyboard and says what it shows.</summary>
sealed class ChartSvg
{
    const double Width = 560, Height = 340, Left = 66, Right = 18, Top = 30, Bottom = 52; // user units; the page scales them

    /// <summary>Lines of text at the top, for the labels of rules.</summary>
    const double LabelStep = 19;

    /// <summary>An interval may stretch the scale so far beyond the largest value; a very wide one is cut.</summary>
    const double MostStretch = 1.3;

    readonly StringBuilder _svg;
    readonly Chart _chart;
    readonly Scale _x, _y;
    readonly LabelRoom _room = new(Left, Width, 0, Height - Bottom);

    ChartSvg(StringBuilder svg, Chart chart)
    {
        (_svg, _chart) = (svg, chart);
        var points = chart.Series.SelectMany(series => series.Points).ToList();
        var most = points.Max(point => point.Y) * MostStretch;
        _x = Scale.Of(chart.X.Kind, [.. points.Select(point => point.X)]);
        _y = Scale.Of(chart.Y.Kind,
        [
            .. points.Select(point => point.Y), .. points.Select(point => Math.Min(point.Interval?.High ?? point.Y, most)),
            .. chart.Y.Kind == AxisKind.Ratio ? points.Select(point => Math.Max(point.Interval?.Low ?? point.Y, point.Y / MostStretch)) : [],
            .. chart.Rules.Where(rule => !rule.IsVertical && rule.At is not null).Select(rule => rule.At!.Value),
        ]);
    }

    public static void Write(StringBuilder svg, Chart chart) => new ChartSvg(svg, chart).Write();

    void Write()
    {
        Add($"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"group\" aria-labelledby=\"{_chart.Id}-t\" aria-describedby=\"{_chart.Id}-s\">\n");
        Axes();
        foreach (var area in _chart.Areas) Area(area);
        foreach (var rule in _chart.Rules) Rule(rule);

        // What was computed lies under what was seen; the tabulator key enters at the first point that was seen.
        var entry = _chart.Series.Where(series => !series.IsLineOnly).OrderBy(series => series.IsPredicted).SelectMany(series => series.Points).FirstOrDefault();
        foreach (var series in _chart.Series.Where(series => series.Points.Count > 0).OrderByDescending(series => series.IsPredicted)) Series(series, entry);
        var line = 0;
        foreach (var rule in _chart.Rules) Label(rule, rule.IsVertical ? line++ : 0);
        Add($"</svg>\n");
    }

    void Axes()
    {
        foreach (var tick in _y.Ticks)
            Add($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(tick)}\" y2=\"{Y(tick)}\"/><text class=\"tick\" x=\"{Left - 8}\" y=\"{Y(tick)}\" dy=\".35em\" text-anchor=\"end\">{Scale.Label(tick)}</text>\n");
        foreach (var tick in _x.Ticks)
            Add($"<line class=\"grid\" x1=\"{X(tick)}\" x2=\"{X(tick)}\" y1=\"{Height - Bottom}\" y2=\"{Height - Bottom + 5}\"/><text class=\"tick\" x=\"{X(tick)}\" y=\"{Height - Bottom + 21}\" text-anchor=\"middle\">{Scale.Label(tick)}</text>\n");
        Add($"<line class=\"axis\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Height - Bottom}\" y2=\"{Height - Bottom}\"/>\n");
        Add($"<text class=\"name\" x=\"4\" y=\"16\">{_chart.Y.Name}{(_y.IsLogarithmic ? " (logarithmic)" : "")}</text><text class=\"name\" x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 6}\" text-anchor=\"middle\">{_chart.X.Name}</text>\n");
    }

    void Area(ChartArea area)
    {
        if (area.Edge.Count < 2) return;
        var points = area.Edge.Select(at => (at.X, at.Range.High)).Concat(area.Edge.Reverse().Select(at => (at.X, at.Range.Low)));
        Add($"<polygon class=\"area c{area.Colour} s{area.Shade}\" points=\"{string.Join(' ', points.Select(at => string.Create(CultureInfo.InvariantCulture, $"{X(at.X):0.#},{Y(at.Item2):0.#}")))}\"/>\n");
    }

    void Rule(ChartRule rule)
    {
        if (rule is { IsVertical: true, Range: { } range })
            Add($"<rect class=\"band c{rule.Colour}\" x=\"{X(range.Low)}\" y=\"{Top}\" width=\"{Math.Max(1, X(range.High) - X(range.Low))}\" height=\"{Height - Bottom - Top}\"/>\n");
        else if (rule.Range is { } across)
            Add($"<rect class=\"band c{rule.Colour}\" x=\"{Left}\" y=\"{Y(across.High)}\" width=\"{Width - Right - Left}\" height=\"{Math.Max(1, Y(across.Low) - Y(across.High))}\"/>\n");
        if (rule.At is not { } at) return;
        Add(rule.IsVertical
            ? (FormattableString)$"<line class=\"rule c{rule.Colour}\" x1=\"{X(at)}\" x2=\"{X(at)}\" y1=\"{Top}\" y2=\"{Height - Bottom}\"/>\n"
            : $"<line class=\"rule c{rule.Colour}\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(at)}\" y2=\"{Y(at)}\"/>\n");
    }

    void Label(ChartRule rule, int line)
    {
        if (!rule.IsVertical)
        {
            if (rule.At is { } at) Add($"<text class=\"label\" x=\"{Width - Right - 4}\" y=\"{Math.Max(Top + 12, Y(at) - 6)}\" text-anchor=\"end\">{rule.Label}</text>\n");
            return;
        }

        var (x, toTheLeft) = _room.BesideLine(X(rule.At ?? rule.Range!.Value.Low), rule.Label);
        Add($"<text class=\"label\" x=\"{x}\" y=\"{Height - Bottom - 10 - line * LabelStep}\" text-anchor=\"{(toTheLeft ? "end" : "start")}\">{rule.Label}</text>\n");
    }

    void Series(ChartSeries series, ChartPoint? entry)
    {
        Add($"<g class=\"series c{series.Colour}{(series.IsPredicted ? " predicted" : "")}\" role=\"group\" aria-label=\"{series.Name}\">\n");
        if (!series.IsLoose && series.Points.Count > 1)
            Add($"<polyline class=\"line\" points=\"{string.Join(' ', series.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):0.#},{Y(point.Y):0.#}")))}\"/>\n");
        foreach (var point in series.IsLineOnly ? [] : series.Points)
        {
            Add($"<g class=\"pt{(point.IsHollow || series.IsPredicted ? " hollow" : "")}\" role=\"img\" tabindex=\"{(ReferenceEquals(point, entry) ? 0 : -1)}\"><title>{point.Says}</title>");
            if (point.Interval is { } interval) Add($"<line class=\"whisker\" x1=\"{X(point.X)}\" x2=\"{X(point.X)}\" y1=\"{Y(interval.Low)}\" y2=\"{Y(interval.High)}\"/>");
            Add($"<circle class=\"hit\" cx=\"{X(point.X)}\" cy=\"{Y(point.Y)}\" r=\"13\"/><path class=\"mark\" transform=\"translate({X(point.X):0.#} {Y(point.Y):0.#})\" d=\"{ChartMarker.Path(series.Marker)}\"/>");
            if (point.Mark is { } mark && _room.Beside(X(point.X), Y(point.Y), mark) is var (x, y, toTheLeft))
                Add($"<text class=\"mark-name\" x=\"{x}\" y=\"{y}\"{(toTheLeft ? " text-anchor=\"end\"" : "")}>{mark}</text>");
            Add($"</g>\n");
        }

        Add($"</g>\n");
    }

    double X(double value) => Math.Round(Left + _x.Share(value) * (Width - Right - Left), 1);

    double Y(double value) => Math.Round(Height - Bottom - _y.Share(value) * (Height - Bottom - Top), 1);

    void Add(FormattableString text) => _svg.Append(text.ToString(Html.Escaped));
}
