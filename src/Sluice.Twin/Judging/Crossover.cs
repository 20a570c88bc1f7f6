using Sluice.Twin.Calibrating;

namespace Sluice.Twin.Judging;

/// <summary>From which printed concurrency the challenger is better, measured and predicted; null is never on that grid.</summary>
/// <param name="StepsApart">Grid steps between the two; "never" stands one step past the last level.</param>
public sealed record Crossover(Metric Metric, string Model, int? Measured, int? Predicted, int StepsApart)
{
    /// <summary>One crossover per model and metric, on the grid of its pairs.</summary>
    public static IReadOnlyList<Crossover> Of(IEnumerable<Rivals> pairs) => [.. pairs
        .GroupBy(pair => (pair.Model, pair.Metric))
        .Select(group =>
        {
            var grid = group.OrderBy(pair => pair.Concurrency).ToList();
            var measured = grid.FindIndex(pair => pair.MeasuredRatio > 1) is var m and >= 0 ? m : grid.Count;
            var predicted = grid.FindIndex(pair => pair.PredictedRatio > 1) is var p and >= 0 ? p : grid.Count;
            return new Crossover(group.Key.Metric, group.Key.Model, At(grid, measured), At(grid, predicted), Math.Abs(measured - predicted));
        })];

    static int? At(List<Rivals> grid, int index) => index < grid.Count ? grid[index].Concurrency : null;
}
