using Sluice.Protocol.Failures;

namespace Sluice.Engine.Embedding;

/// <summary>How a request for vectors ended.</summary>
/// <param name="Vectors">One for each text, of length 1; empty when it failed.</param>
/// <param name="Failure">Null when it did not.</param>
public sealed record EmbeddingResult(IReadOnlyList<float[]> Vectors, Failure? Failure);
