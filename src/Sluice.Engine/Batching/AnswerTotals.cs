namespace Sluice.Engine.Batching;

/// <summary>Counts the answers that ended. For the decoding thread.</summary>
internal sealed class AnswerTotals
{
    long stopped, cut, failed, prompt, cached, written;

    public void Add(GenerationResult result)
    {
        if (result.Failure is not null)
            failed++;
        else if (result.FinishReason == "length")
            cut++;
        else
            stopped++;
        prompt += result.Usage.PromptTokens;
        cached += result.Usage.CachedPromptTokens ?? 0;
        written += result.Usage.CompletionTokens;
    }

    public EngineStatus On(EngineStatus status) => status with
    {
        Stopped = stopped,
        Cut = cut,
        Failed = failed,
        PromptTokens = prompt,
        CachedPromptTokens = cached,
        WrittenTokens = written,
    };
}
