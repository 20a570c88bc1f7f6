using System.Text;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Serving;

namespace Sluice.Engine.Serving;

/// <summary>Turns a plain completion into what the engine is asked, or says what is wrong with it.</summary>
internal sealed class CompletionPreparation(EmbeddedEngine engine)
{
    readonly AnswerFormats formats = new();

    /// <returns>Null with an error.</returns>
    public IReadOnlyList<PreparedAnswer>? TryPrepare(CompletionRequest request, out ApiError? error)
    {
        error = request.Model != engine.ModelName ? ApiError.UnknownModel(request.Model, [engine.ModelName])
            : UnservedFields.Find(request) ?? RequestedSampling.Conflict(request, engine.Vocabulary.Count);
        if (request.Prompts.Count * (long)(request.Answers ?? 1) is var wanted && wanted > engine.MostAnswers)
            error ??= ApiError.Invalid("prompt", $"'prompt' asks for {wanted} answers at once; {engine.MostAnswers} can be written or wait.");
        var answers = new List<PreparedAnswer>();
        for (var i = 0; i < request.Prompts.Count && error is null; i++)
        {
            if (TryRead(request.Prompts[i], request.Prompts.Count == 1 ? "prompt" : $"prompt[{i}]", out error) is not { } tokens)
                break;
            var machine = formats.Create(request, request.Prompts[i].Text, out error);
            if (error is not null)
                break;
            var echo = request.Echo ? EchoOf(request.Prompts[i]) : "";
            var isScored = request is { Echo: true, TopScores: not null };
            TokenScore? beginning = isScored ? BeginningOf(request.Prompts[i], tokens) : null;
            answers.AddRange(RequestedSampling.Requests(request, new GenerationRequest { Prompt = tokens, Answer = machine, ScoresPrompt = isScored })
                .Select(generation => new PreparedAnswer(generation, Reader: null) { Prompt = i, Echo = echo, EchoBeginning = beginning }));
        }
        return error is null ? answers : null;
    }

    // Whoever lays out a prompt by hand spells its control tokens; a beginning token is added only where the text has none.
    int[]? TryRead(CompletionPrompt prompt, string place, out ApiError? error)
    {
        error = null;
        int[] tokens;
        if (prompt.Tokens is { } given)
        {
            if (given.FirstOrDefault(token => token >= engine.Vocabulary.Count, -1) is >= 0 and var unknown)
            {
                error = ApiError.Invalid("prompt", $"'{place}' has the token {unknown}; the model's tokens are 0 to {engine.Vocabulary.Count - 1}.");
                return null;
            }
            tokens = [.. given];
        }
        else
        {
            tokens = engine.Vocabulary.Tokenize(prompt.Text!, readSpecials: true);
            if (engine.Vocabulary.BeginningToken is { } beginning && (tokens.Length == 0 || tokens[0] != beginning))
                tokens = [beginning, .. tokens];
        }
        if (tokens.Length == 0)
            error = ApiError.Invalid("prompt", $"'{place}' is empty, and this model has no token to begin with.");
        else if (tokens.Length >= engine.ContextLimit)
            error = ApiError.ContextTooLong(tokens.Length, engine.ContextLimit) with { Param = "prompt" };
        return error is null ? tokens : null;
    }

    string EchoOf(CompletionPrompt prompt) =>
        prompt.Text ?? Encoding.UTF8.GetString([.. prompt.Tokens!.SelectMany(engine.Vocabulary.Spelling)]);

    // A beginning token that the text does not spell was put there by us.
    TokenScore BeginningOf(CompletionPrompt prompt, int[] tokens)
    {
        var spelling = engine.Vocabulary.Spelling(tokens[0]);
        var isOurs = prompt.Text is { } text && tokens[0] == engine.Vocabulary.BeginningToken && !text.StartsWith(Encoding.UTF8.GetString(spelling), StringComparison.Ordinal);
        return new TokenScore(spelling, null) { IsUnwritten = isOurs };
    }
}
