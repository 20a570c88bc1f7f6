using System.Runtime.InteropServices;

namespace Sluice.Engine.Native;

/// <summary><c>llama_context_params</c> of llama.cpp v0.4.0: the KV pool, batch limits and threads of one context. Passed by value.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LlamaContextParams
{
    public uint ContextTokens;
    public uint BatchTokens;
    public uint MicroBatchTokens;
    public uint MaxSequences;
    public uint RecurrentSnapshots;
    public uint MaxOutputs;
    public uint MaxOutputsPerSequence;
    public int Threads;
    public int BatchThreads;
    public int ContextType;
    public int RopeScalingType;
    public int PoolingType;
    public int AttentionType;
    public int FlashAttention;
    public float RopeFrequencyBase;
    public float RopeFrequencyScale;
    public float YarnExtensionFactor;
    public float YarnAttentionFactor;
    public float YarnBetaFast;
    public float YarnBetaSlow;
    public uint YarnOriginalContext;
    public float DefragmentationThreshold;
    public nint EvaluationCallback;
    public nint EvaluationCallbackData;
    public int KeyType;
    public int ValueType;
    public nint AbortCallback;
    public nint AbortCallbackData;
    public byte Embeddings;
    public byte OffloadKqv;
    public byte NoPerformanceCounters;
    public byte OffloadOperations;
    public byte FullSlidingWindow;
    public byte UnifiedKv;
    public nint Samplers;
    public nuint SamplerCount;
    public nint OtherContext;
}
