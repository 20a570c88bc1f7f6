using Sluice.Engine.Sampling;
using Sluice.Schema.Answers;

namespace Sluice.Engine;

/// <summary>One answer to be written.</summary>
public sealed record GenerationRequest
{
    /// <summary>The whole prompt as tokens, from <see cref="EmbeddedEngine.ReadChat"/>.</summary>
    public required IReadOnlyList<int> Prompt { get; init; }

    public SamplingSettings Sampling { get; init; } = new();

    /// <summary>Most tokens to write; 0 reads nothing either, but for a prompt to be scored. Null: as many as the context leaves.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Texts that end the answer and are not part of it. Not together with an answer machine, which alone decides where its answer may end.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Decides what may be written and where the answer may end; used by this one answer alone. Null: free text.</summary>
    public AnswerMachine? Answer { get; init; }

    /// <summary>Holds the calls within a free answer to their schemas; null for none. Not together with <see cref="Answer"/>.</summary>
    public CallRules? Calls { get; init; }

    /// <summary>(control token) → the text it leaves in the answer; others leave none. For markers that say which part of an answer is what.</summary>
    public IReadOnlyDictionary<int, byte[]>? WrittenControls { get; init; }

    /// <summary>Whether a beginning that was read for another request may be used; what it reads itself may be used by others either way.</summary>
    public bool SharePrefix { get; init; } = true;

    /// <summary>How many of the likeliest tokens to tell for each token written, 0 for its own score alone; null for no scores. With scores every token is drawn, none appended.</summary>
    public int? TopScores { get; init; }

    /// <summary>Whether the tokens of the prompt are told with their scores too, all but the first, which nothing foretells; with <see cref="TopScores"/> alone. Then the whole prompt is read anew.</summary>
    public bool ScoresPrompt { get; init; }

    /// <summary>Never lets the model end its answer, so that it has exactly <see cref="MaxTokens"/> tokens: for measurements.</summary>
    public bool IgnoreEnd { get; init; }
}
