using Sluice.Protocol.Failures;

namespace Sluice.Engine.Embedding;

/// <summary>The texts of one request on their way to vectors. Only the computing thread changes it.</summary>
internal sealed class EmbeddingJob(IReadOnlyList<int[]> texts, CancellationToken cancellation)
{
    readonly TaskCompletionSource<EmbeddingResult> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly float[][] vectors = new float[texts.Count][];
    int done;

    public IReadOnlyList<int[]> Texts => texts;

    /// <summary>The first text that no step has taken yet.</summary>
    public int Next { get; set; }

    public bool IsCancelled => cancellation.IsCancellationRequested;

    /// <summary>Never faulted: a failure is in the result.</summary>
    public Task<EmbeddingResult> Result => result.Task;

    public void Take(int text, float[] vector)
    {
        vectors[text] = vector;
        if (++done == texts.Count)
            result.TrySetResult(new EmbeddingResult(vectors, null));
    }

    public void Fail(Failure failure) => result.TrySetResult(new EmbeddingResult([], failure));
}
