using System.Runtime.InteropServices;
using Sluice.Engine.Native;
using Sluice.Engine.Sampling;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Failures;

namespace Sluice.Engine.Batching;

/// <summary>One answer on its way: its tokens, how many of them the model has read, and its place in the KV pool. Only the decoding thread touches it.</summary>
internal sealed class DecodingStream
{
    readonly List<int> tokens;
    readonly int tokenLimit;
    readonly AnswerText text;
    readonly CallWatch? calls;
    readonly List<TokenScore> promptScores = []; // from the prompt's second token on
    List<TokenScore> untold = []; // of tokens whose text was not sent yet
    SamplingRandom random;
    int? cachedTokens;
    int forcedTokens;

    /// <param name="generation">What was asked, and where the text goes.</param>
    /// <param name="arrival">Its place in the order of arrival.</param>
    /// <param name="tokenLimit">Prompt and answer together may be so long.</param>
    /// <param name="seed">For its random numbers.</param>
    public DecodingStream(Generation generation, long arrival, int tokenLimit, ulong seed)
    {
        Generation = generation;
        Arrival = arrival;
        tokens = [.. generation.Request.Prompt];
        PromptLength = tokens.Count;
        this.tokenLimit = generation.Request.MaxTokens is { } most ? (int)Math.Min(tokenLimit, (long)PromptLength + most) : tokenLimit;
        text = new AnswerText(generation.Request.Stop);
        calls = generation.Request.Calls is { } rules ? new CallWatch(rules) : null;
        random = new SamplingRandom(seed);
    }

    public Generation Generation { get; }

    public long Arrival { get; }

    /// <summary>The sequence of llama.cpp that holds its tokens; -1 while it waits.</summary>
    public int Slot { get; private set; } = -1;

    public int PromptLength { get; }

    /// <summary>The beginning that was in the KV pool already when it took its place.</summary>
    public int Shared { get; private set; }

    /// <summary>The cells of its tokens that the model has read, in order.</summary>
    public List<int> Cells { get; } = [];

    public int Computed => Cells.Count;

    /// <summary>Tokens that the model has not read yet: the rest of the prompt, or the token drawn last and forced text after it.</summary>
    public int Pending => tokens.Count - Computed;

    public bool IsReading => Pending > 1 && (Computed < PromptLength - 1 || Pending > ForcedTokens.MaxTokens + 1);

    /// <summary>Whether its prompt is read aside, or waits to be, so that the batch takes nothing of it.</summary>
    public bool IsAside { get; set; }

    /// <summary>Its prompt as it was read aside; null when it was not, and once it has its cells.</summary>
    public SequenceState? ReadAside { get; set; }

    /// <summary>Whether reading aside came to nothing, so that only the batch is left.</summary>
    public bool IsReadInBatch { get; set; }

    /// <summary>Whether a beginning that others read may be taken; not where every token is to be scored.</summary>
    public bool SharesPrefix => Generation.Request is { SharePrefix: true, ScoresPrompt: false };

    /// <summary>Whether its answer has ended.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Tells the decoding thread when the client goes away; ends with the answer.</summary>
    public CancellationTokenRegistration WhenGone { get; set; }

    public bool IsCancelled => Generation.Cancellation.IsCancellationRequested;

    /// <summary>The prompt and what was written of the answer.</summary>
    public ReadOnlySpan<int> Tokens => CollectionsMarshal.AsSpan(tokens);

    /// <summary>Whether the scores after the token at a position are those of the next token of the prompt, which nobody has told yet.</summary>
    public bool IsScoredAfter(int position) => Generation.Request.ScoresPrompt && position >= promptScores.Count && position < PromptLength - 1;

    /// <summary>Takes the scores after the token at a position.</summary>
    public void ScorePrompt(TokenChooser chooser, ReadOnlySpan<float> scores, int position)
    {
        promptScores.Add(chooser.Score(scores, tokens[position + 1], Generation.Request.TopScores ?? 0));
        if (position == PromptLength - 2)
            Generation.PromptScores = promptScores;
    }

    /// <summary>Takes a place; the first <paramref name="shared"/> tokens were there already.</summary>
    public void Start(int slot, int shared)
    {
        Slot = slot;
        Shared = shared;
        cachedTokens ??= Math.Min(shared, PromptLength);
    }

    /// <summary>Loses its place, for others or for good. Its cells were released before.</summary>
    public void Leave() => Slot = -1;

    /// <summary>Draws the next token from the scores and writes its text; the result when the answer is over, else null.</summary>
    public GenerationResult? Advance(TokenChooser chooser, Span<float> scores)
    {
        if (tokens.Count >= tokenLimit) // a prompt that was read for its scores alone
            return End("length");
        var request = Generation.Request;
        var machine = request.Answer ?? calls?.Machine;
        var choice = chooser.Choose(scores, request, machine, ref random, Tokens);
        if (choice.Problem is { } problem)
            return End(new Failure(FailureReason.Server, problem));

        tokens.Add(choice.Token);
        var bytes = choice.Bytes ?? request.WrittenControls?.GetValueOrDefault(choice.Token);
        if (choice.Score is { } score && bytes is not null)
            untold.Add(score);
        if (bytes is not null)
            Write(text.Append(bytes));
        // A call that is whole does not end the answer around it.
        if ((choice.EndsAnswer && !(request.Answer is null && machine is not null && choice.Bytes is not null)) || text.IsStopped)
            return Stop();
        if (machine is { IsComplete: false } && request.TopScores is null && chooser.TryForce(Tokens[PromptLength..], machine, tokenLimit - tokens.Count, out var piece))
        {
            Append(piece);
            if ((piece.EndsAnswer && request.Answer is not null) || text.IsStopped)
                return Stop();
        }
        if (bytes is not null)
            calls?.See(bytes);
        return tokens.Count >= tokenLimit ? End("length") : null;
    }

    void Append(in ForcedPiece piece)
    {
        tokens.RemoveAt(tokens.Count - 1);
        tokens.AddRange(piece.Tokens);
        forcedTokens += piece.Tokens.Count - 1;
        Write(text.Append(piece.Bytes.Span));
    }

    // Scores wait for text: a chunk tells those of what it brings.
    void Write(string written, bool isLast = false)
    {
        if (written.Length == 0 && !isLast)
            return;
        Generation.Write(written, untold);
        if (untold.Count > 0)
            untold = [];
    }

    public GenerationResult End(Failure failure)
    {
        Close();
        return new GenerationResult(Usage) { Failure = failure };
    }

    TokenUsage Usage => new(PromptLength, tokens.Count - PromptLength) { CachedPromptTokens = cachedTokens ?? 0, ForcedTokens = Generation.Request.Answer is null ? null : forcedTokens };

    /// <summary>Ends the answer where it is whole, or where a stop string cuts it; what the machine did not follow of a whole one's schema is looked at now.</summary>
    GenerationResult Stop() => !text.IsStopped && Generation.Request.Answer?.Verify() is [var error, ..]
        ? End(new Failure(FailureReason.SchemaMismatch, $"the answer breaks a part of the schema that cannot be held to while writing: {error}"))
        : End("stop");

    GenerationResult End(string reason)
    {
        Close();
        return new GenerationResult(Usage) { FinishReason = reason };
    }

    void Close()
    {
        IsOver = true;
        WhenGone.Unregister();
        ReadAside?.Dispose();
        Write(text.Finish(), isLast: true);
    }
}
