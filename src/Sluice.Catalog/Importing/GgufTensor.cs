namespace Sluice.Catalog.Importing;

/// <summary>One tensor of a GGUF file.</summary>
/// <param name="Elements">Product of its dimensions.</param>
/// <param name="Bits">Bits per element of its type, scales included.</param>
public sealed record GgufTensor(string Name, IReadOnlyList<long> Dimensions, double Elements, double Bits);
