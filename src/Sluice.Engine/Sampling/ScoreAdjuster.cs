namespace Sluice.Engine.Sampling;

/// <summary>Changes the scores of one position before anything is drawn: the request's bias, then its penalties for what stands there already. For the decoding thread.</summary>
internal sealed class ScoreAdjuster(int vocabularySize)
{
    readonly ulong[] met = new ulong[(vocabularySize + 63) / 64];

    /// <param name="tokens">The prompt and the answer so far.</param>
    /// <param name="promptLength">Presence and frequency count in the answer alone, as with OpenAI and vLLM.</param>
    public void Apply(Span<float> scores, SamplingSettings settings, ReadOnlySpan<int> tokens, int promptLength)
    {
        foreach (var (token, bias) in settings.Bias)
            scores[token] += (float)bias;

        var answer = tokens[promptLength..];
        if (settings.FrequencyPenalty != 0)
        {
            foreach (var token in answer)
                scores[token] -= (float)settings.FrequencyPenalty;
        }
        if (settings.PresencePenalty != 0)
        {
            foreach (var token in answer)
            {
                if (IsNew(token))
                    scores[token] -= (float)settings.PresencePenalty;
            }
            Forget(answer);
        }
        if (settings.RepetitionPenalty != 1)
        {
            var penalty = (float)settings.RepetitionPenalty;
            foreach (var token in tokens)
            {
                if (IsNew(token))
                    scores[token] = scores[token] > 0 ? scores[token] / penalty : scores[token] * penalty;
            }
            Forget(tokens);
        }
    }

    bool IsNew(int token)
    {
        ref var word = ref met[token >> 6];
        var bit = 1UL << (token & 63);
        var isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }

    void Forget(ReadOnlySpan<int> tokens)
    {
        foreach (var token in tokens)
            met[token >> 6] = 0;
    }
}
