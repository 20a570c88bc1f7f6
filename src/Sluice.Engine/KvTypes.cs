namespace Sluice.Engine;

/// <summary>The names that llama.cpp gives the forms of a KV pool.</summary>
public static class KvTypes
{
    public static IReadOnlyDictionary<string, KvType> ByName { get; } = new Dictionary<string, KvType>(StringComparer.Ordinal)
    {
        ["f16"] = KvType.F16,
        ["q8_0"] = KvType.Q8,
        ["q4_0"] = KvType.Q4,
        ["bf16"] = KvType.BF16,
        ["f32"] = KvType.F32,
    };
}
