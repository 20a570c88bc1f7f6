namespace Sluice.Engine.Models.Gguf;

/// <summary>One tensor: its shape, fastest dimension first, and its offset in bytes from the start of the weights.</summary>
internal sealed record GgufTensor(string Name, IReadOnlyList<long> Shape, int Type, long Offset);
