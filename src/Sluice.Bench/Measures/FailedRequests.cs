using System.Globalization;

namespace Sluice.Bench.Measures;

/// <summary>Requests of a level that failed for the same reason.</summary>
/// <param name="Reason">A name of the table of failures.</param>
/// <param name="Example">The first one in words.</param>
/// <param name="Statuses">How many came with which HTTP status; empty when none had one.</param>
public sealed record FailedRequests(string Reason, int Count, string? Example, IReadOnlyList<(int Status, int Count)> Statuses)
{
    /// <summary>"capacity", or "capacity: 429 × 3, 503 × 1" where one reason came with several statuses.</summary>
    public string Named => Statuses.Count < 2 ? Reason : $"{Reason}: {string.Join(", ", Statuses.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Status} × {each.Count}")))}";
}
