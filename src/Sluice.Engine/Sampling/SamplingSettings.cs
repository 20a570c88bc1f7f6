using System.Collections.ObjectModel;

namespace Sluice.Engine.Sampling;

/// <summary>
/// How the next token is drawn from the model's scores. Under an answer machine all of it holds for the tokens that may come next,
/// as if the others had never had a score. The cuts apply in vLLM's order: <see cref="MinP"/>, <see cref="TopK"/>, <see cref="TopP"/>.
/// </summary>
public sealed record SamplingSettings
{
    const double GreedyBelow = 1e-5; // vLLM's bound: under it a draw would only be the best token with rounding errors

    /// <summary>0 takes the best token always; 1 draws by the model's own probabilities; more flattens them.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Draws only from the likeliest tokens that together have this probability; 1 from all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Draws only from so many of the likeliest tokens; 0 from all.</summary>
    public int TopK { get; init; }

    /// <summary>Draws only from tokens that have at least this share of the likeliest one's probability; 0 from all.</summary>
    public double MinP { get; init; }

    /// <summary>Taken from the score of every token that the answer has already.</summary>
    public double PresencePenalty { get; init; }

    /// <summary>Taken from a token's score for each time that the answer has it already.</summary>
    public double FrequencyPenalty { get; init; }

    /// <summary>Above 0. Positive scores of tokens of the prompt and the answer are divided by it, negative ones multiplied.</summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>(token id, within the vocabulary) → what is added to its score.</summary>
    public IReadOnlyDictionary<int, double> Bias { get; init; } = ReadOnlyDictionary<int, double>.Empty;

    /// <summary>The same seed, prompt and settings draw the same numbers, whatever else runs. Null: a fresh seed each time.</summary>
    public long? Seed { get; init; }

    internal bool AdjustsScores => Bias.Count > 0 || PresencePenalty != 0 || FrequencyPenalty != 0 || RepetitionPenalty != 1;

    internal bool IsGreedy => Temperature < GreedyBelow;

    /// <summary>Whether tokens that may come next are left out all the same.</summary>
    internal bool IsCut => !IsGreedy && (TopP < 1 || TopK > 0 || MinP > 0);
}
