using System.Numerics.Tensors;
using Sluice.Engine.Models;
using Sluice.Engine.Native;

namespace Sluice.Engine.Embedding;

/// <summary>Computes the vectors of a few texts in one step of the model. Not thread-safe: one thread drives it.</summary>
internal sealed class EmbeddingContext : IDisposable
{
    readonly DecodeContext context;
    readonly int dimensions;
    readonly bool keepsMemory;

    public EmbeddingContext(LanguageModel model, LlamaContextParams settings)
    {
        context = model.CreateContext(settings, needsMemory: false);
        dimensions = model.EmbeddingDimensions;
        keepsMemory = context.HasMemory;
    }

    /// <summary>The vectors, each of length 1, in the order of the texts.</summary>
    /// <param name="texts">Their tokens: together no more than a step takes, and no more texts than it has sequences.</param>
    public float[][] Embed(IReadOnlyList<int[]> texts)
    {
        if (keepsMemory)
            context.ForgetAll();
        context.ClearBatch();
        for (var text = 0; text < texts.Count; text++)
        {
            for (var position = 0; position < texts[text].Length; position++)
                context.Add(texts[text][position], position, text, wantsLogits: true);
        }
        var outcome = context.Decode();
        if (outcome != 0)
            throw new EngineException($"llama.cpp could not run a step of {context.BatchCount} tokens (code {outcome}). {NativeLog.TakeLines()}".TrimEnd());
        return [.. Enumerable.Range(0, texts.Count).Select(Read)];
    }

    public void Dispose() => context.Dispose();

    float[] Read(int text)
    {
        var vector = context.Pooled(text, dimensions).ToArray();
        var length = TensorPrimitives.Norm<float>(vector);
        if (!float.IsFinite(length) || length == 0)
            throw new EngineException("The model gave no usable vector (its weights are damaged, or overflow).");
        TensorPrimitives.Divide(vector, length, vector);
        return vector;
    }
}
