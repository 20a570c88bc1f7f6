using Sluice.Bench.Measures;

namespace Sluice.Bench.Ladders;

/// <summary>Work that waits to be done on the server that was measured.</summary>
/// <param name="Tokens">Output tokens of a record; null when records are like the measured ones.</param>
public sealed record Job(long Records, int? Tokens)
{
    /// <summary>Seconds it takes with a level's rate held throughout, with the rate's interval turned round. Prompts are assumed to be like the measured ones.</summary>
    public Figure SecondsAt(LevelFigures level)
    {
        var (rate, amount) = Tokens is { } tokens ? (level.OutputTps, (double)Records * tokens) : (Known(level), Records * 3600.0);
        if (rate.Value is not > 0) return Figure.None(rate.Missing ?? "the level has no rate", rate.N);
        return rate with
        {
            Value = amount / rate.Value,
            Interval = rate.Interval is { Low: > 0 } interval ? new(amount / interval.High, amount / interval.Low) : null,
        };
    }

    static Figure Known(LevelFigures level) => level.RecordsPerHour.Value is null ? level.WholeRecordsPerHour : level.RecordsPerHour;
}
