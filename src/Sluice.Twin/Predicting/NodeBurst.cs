namespace Sluice.Twin.Predicting;

/// <summary>What one replica makes of a burst: the four times from which every burst measure of any topology follows. Seconds from the start.</summary>
public readonly record struct NodeBurst(int Requests, double MeanFirst, double EarliestFirst, double LatestFirst, double Last);
