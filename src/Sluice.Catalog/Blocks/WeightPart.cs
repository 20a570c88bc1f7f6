namespace Sluice.Catalog.Blocks;

/// <summary>Weights of one class in ONE block.</summary>
/// <param name="Parameters">Of one expert when <paramref name="Copies"/> is above 1.</param>
/// <param name="Copies">Experts in the block, 1 for anything not routed.</param>
/// <param name="ActiveCopies">How many of them one token uses.</param>
public sealed record WeightPart(WeightClass Class, double Parameters, int Copies = 1, int ActiveCopies = 1);
