namespace Sluice.Engine.Models.Gguf;

/// <summary>An array among a file's facts; its elements are left to llama.cpp.</summary>
internal sealed record GgufArray(GgufValueType ElementType, long Length);
