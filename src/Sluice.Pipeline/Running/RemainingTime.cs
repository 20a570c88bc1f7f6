namespace Sluice.Pipeline.Running;

/// <summary>Time to the end of a run, with a range that holds the true one four times of five if the pace goes on varying as it did.</summary>
/// <param name="Likely">At the mean pace.</param>
/// <param name="Most">Null when the pace varies so much that no end can be told.</param>
public sealed record RemainingTime(TimeSpan Likely, TimeSpan Least, TimeSpan? Most);
