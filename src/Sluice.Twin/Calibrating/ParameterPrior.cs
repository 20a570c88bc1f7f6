namespace Sluice.Twin.Calibrating;

/// <summary>What is believed of a parameter before any cell of the user's own is seen: log-normal, cut at two bounds.</summary>
/// <param name="Median">In the unit of <see cref="ParameterNames.UnitOf"/>.</param>
/// <param name="Why">Where the guess comes from, for people.</param>
public sealed record ParameterPrior(string Name, double Median, double LogSd, double Low, double High, string Why);
