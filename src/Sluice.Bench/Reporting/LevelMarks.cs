using System.Globalization;
using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Reporting;

/// <summary>What makes a row of a table one to look at, in as few words as a column has; <see cref="LevelNotes"/> says it in sentences.</summary>
static class LevelMarks
{
    public static string Of(LevelFigures level) => string.Join(", ", All(level));

    /// <summary>A rate that counts chunks for tokens is at least that.</summary>
    public static string Rate(LevelFigures level) => level is { Counting: { Source: CountSource.Chunks, ErrorBound: > 0 }, OutputTps.Value: not null } ? $"≥ {Rounded.WithWidth(level.OutputTps)}" : Rounded.WithWidth(level.OutputTps);

    static IEnumerable<string> All(LevelFigures level)
    {
        if (ClientBound.Reasons(level).Count > 0) yield return "CLIENT-BOUND";
        if (level.Tally.FailedCount > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{level.Tally.FailedCount} failed");
        if (level.Tally.Unfinished > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{level.Tally.Unfinished} unfinished");
        if (level.Log.End?.Why switch { null => "unfinished level", EndReason.Stopped => "stopped", EndReason.Failing => "ended early", EndReason.Limit => "at the limit", _ => null } is { } end) yield return end;
    }
}
