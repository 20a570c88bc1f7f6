namespace Sluice.Engine.Models.Gguf;

/// <summary>An array among a file's facts.</summary>
/// <param name="Numbers">The elements of a short array of whole numbers, such as the heads of each layer; null for others, whose elements are left to llama.cpp.</param>
internal sealed record GgufArray(GgufValueType ElementType, long Length, IReadOnlyList<long>? Numbers = null)
{
    /// <summary>Of a vocabulary: the places of two tokens that are spelled alike; null when there are none.</summary>
    public (long First, long Second)? Repeated { get; init; }
}
