namespace Sluice.Pipeline.Asking;

/// <summary>The verbatim values of one answer.</summary>
/// <param name="Values">All of them.</param>
/// <param name="Invented">Those that its text does not contain.</param>
internal readonly record struct GroundingTally(int Values, int Invented);
