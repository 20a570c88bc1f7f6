namespace Sluice.Twin.Calibrating;

/// <summary>One number of a benchmark table, or one that is asked for.</summary>
/// <param name="Topology">In the words of the table: <c>solo</c>, <c>cluster</c>, <c>shuffle</c>, <c>least-busy</c> …</param>
/// <param name="Value">In the metric's unit; null when it is only asked for.</param>
/// <param name="Place">File and line, for messages; empty when it comes from none.</param>
public sealed record Cell(Metric Metric, string Model, string Topology, int Concurrency, double? Value, string Place = "");
