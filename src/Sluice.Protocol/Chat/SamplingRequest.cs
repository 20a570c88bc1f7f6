using System.Text.Json;

namespace Sluice.Protocol.Chat;

/// <summary>What chat and plain completions have in common. A property that is null is not sent, so the server's default holds.</summary>
public abstract record SamplingRequest
{
    public required string Model { get; init; }

    /// <summary>True to get the answer as a stream of chunks.</summary>
    public bool Stream { get; init; } = true;

    /// <summary>Asks for a usage chunk at the end of a stream (<c>stream_options.include_usage</c>).</summary>
    public bool IncludeUsage { get; init; } = true;

    /// <summary>0 is greedy.</summary>
    public double? Temperature { get; init; }

    /// <summary>Above 0, at most 1.</summary>
    public double? TopP { get; init; }

    /// <summary>Not in OpenAI's API, but understood by vLLM, SGLang and llama.cpp.</summary>
    public int? TopK { get; init; }

    /// <summary>0 to 1: tokens below this share of the likeliest one's probability are not drawn. As <see cref="TopK"/>, an extension of OpenAI's API.</summary>
    public double? MinP { get; init; }

    /// <summary>−2 to 2: taken from the score of every token that the answer has already.</summary>
    public double? PresencePenalty { get; init; }

    /// <summary>−2 to 2: taken from a token's score for each time that the answer has it already.</summary>
    public double? FrequencyPenalty { get; init; }

    /// <summary>Above 0; scores of tokens of the prompt and the answer are divided by it, negative ones multiplied. An extension of OpenAI's API.</summary>
    public double? RepetitionPenalty { get; init; }

    /// <summary>(token id) → −100 to 100, added to its score.</summary>
    public IReadOnlyDictionary<int, double>? LogitBias { get; init; }

    public long? Seed { get; init; }

    /// <summary>How many answers to give to each prompt (<c>n</c>); null for one.</summary>
    public int? Answers { get; init; }

    /// <summary>How many of the likeliest tokens to tell for each token of the answer, 0 for its own score alone (<c>logprobs</c>, <c>top_logprobs</c>); null for no scores.</summary>
    public int? TopScores { get; init; }

    /// <summary>Upper limit of generated tokens, reasoning included.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Texts that end the answer and are not part of it.</summary>
    public IReadOnlyList<string>? Stop { get; init; }

    public ResponseFormat? ResponseFormat { get; init; }

    /// <summary>Further fields of the body, such as <c>x_source_text</c>. A name that is also a property here replaces it.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Extra { get; init; }
}
