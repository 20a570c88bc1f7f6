namespace Sluice.Twin.Predicting;

/// <summary>What one replica makes of a burst: the times from which every burst measure of any topology follows. Seconds from the start.</summary>
/// <param name="MeanPerToken">Seconds between a request's tokens, mean over those of two and more; null when there is none.</param>
public readonly record struct NodeBurst(int Requests, double MeanFirst, double EarliestFirst, double LatestFirst, double Last, double? MeanPerToken);
