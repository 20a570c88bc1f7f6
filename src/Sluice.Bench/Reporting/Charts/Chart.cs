using Sluice.Statistics.Intervals;

namespace Sluice.Bench.Reporting.Charts;

/// <summary>A chart as data. The picture, the table beside it and what a point says are all made of this, so that they cannot differ.</summary>
sealed record Chart
{
    /// <summary>Of series. The page's style has one more, for limits and other lines that belong to no series.</summary>
    public const int Colours = 6;

    /// <inheritdoc cref="Colours"/>
    public const int Neutral = Colours;

    /// <summary>Its place on the page; links lead to it.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>What it shows, in a sentence, for those who do not see it.</summary>
    public required string Summary { get; init; }

    public required ChartAxis X { get; init; }

    public required ChartAxis Y { get; init; }

    public required IReadOnlyList<ChartSeries> Series { get; init; }

    public IReadOnlyList<ChartArea> Areas { get; init; } = [];

    public IReadOnlyList<ChartRule> Rules { get; init; } = [];

    /// <summary>What is missing and why.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Points that are pairs of measures: its table has a row a point, not a row an X.</summary>
    public bool IsScatter { get; init; }

    public bool IsEmpty => Series.All(series => series.Points.Count == 0);
}

/// <param name="Kind">How its values lie on it.</param>
sealed record ChartAxis(string Name, AxisKind Kind);

enum AxisKind
{
    /// <summary>Concurrencies or rates that were measured: each is a tick, far ones by their logarithms.</summary>
    Levels,

    /// <summary>From 0, or by logarithms where the largest is many times the smallest.</summary>
    Amount,

    /// <summary>Around 1, evenly.</summary>
    Ratio,
}

/// <param name="Colour">Which of the page's colours; the same server has the same one in every chart.</param>
/// <param name="Marker">Which shape, for those who do not see colours.</param>
sealed record ChartSeries(string Name, int Colour, int Marker, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>Computed, not seen: dashed, with hollow marks.</summary>
    public bool IsPredicted { get; init; }

    /// <summary>A line through points that other series show.</summary>
    public bool IsLineOnly { get; init; }

    /// <summary>Points that no line joins.</summary>
    public bool IsLoose { get; init; }
}

/// <param name="Says">All of it in words; a screen reader says it.</param>
sealed record ChartPoint(double X, double Y, string Says)
{
    public Interval? Interval { get; init; }

    /// <summary>A word beside the mark, such as "c16".</summary>
    public string? Mark { get; init; }

    /// <summary>What its table's row is called where rows are points.</summary>
    public string? Row { get; init; }

    /// <summary>Not to be trusted (the client was too slow) or not the best: hollow.</summary>
    public bool IsHollow { get; init; }
}

/// <summary>A surface between two lines.</summary>
/// <param name="Shade">0 is the lightest.</param>
sealed record ChartArea(int Colour, int Shade, IReadOnlyList<(double X, Interval Range)> Edge);

/// <summary>A line across: a knee, a limit, a crossing.</summary>
/// <param name="Range">Where it may lie; the upper end may be infinite.</param>
sealed record ChartRule(bool IsVertical, double? At, Interval? Range, string Label, int Colour);
