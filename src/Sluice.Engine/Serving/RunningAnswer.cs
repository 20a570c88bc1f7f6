using Sluice.Protocol.Chat;
using Sluice.Protocol.Markup;
using Sluice.Protocol.Serving;

namespace Sluice.Engine.Serving;

/// <summary>One answer of a request while it is written.</summary>
internal sealed class RunningAnswer(PreparedAnswer prepared, Generation generation, int choice)
{
    readonly AnswerReader? reader = prepared.Reader;
    bool echoed;

    public Generation Generation => generation;

    /// <summary>Which prompt of the request it answers.</summary>
    public int Prompt => prepared.Prompt;

    /// <summary>How it ended; read it only after the pieces ended.</summary>
    public GenerationResult Result => generation.Result.GetAwaiter().GetResult();

    /// <summary>Sends what comes before the answer's own text.</summary>
    public void Start(ReplyWriter writer)
    {
        writer.Choice = choice;
        writer.Start();
        if (prepared.EchoBeginning is null) // a prompt with its scores waits until it was read
            Echo(writer);
    }

    /// <summary>Sends what was written since the last time.</summary>
    public void Send(ReplyWriter writer)
    {
        writer.Choice = choice;
        Echo(writer);
        while (generation.Pieces.TryRead(out var piece))
        {
            writer.Attach(piece.Scores);
            if (piece.Text.Length > 0)
                AnswerParts.Send(Read(piece.Text), writer);
        }
    }

    /// <summary>Sends how it ended.</summary>
    public void Finish(ReplyWriter writer, GenerationResult result)
    {
        writer.Choice = choice;
        Echo(writer);
        AnswerParts.Send(Rest(), writer);
        writer.Finish(AnswerParts.FinishReason(result.FinishReason!, reader));
    }

    /// <summary>The whole of an answer that ended well.</summary>
    public async Task<(ReplyChoice? Choice, GenerationResult Result)> ReadToEndAsync()
    {
        var parts = new AnswerParts();
        parts.Collect([new AnswerPart.Content(prepared.Echo)]);
        var scores = new List<TokenScore>();
        await foreach (var piece in generation.Pieces.ReadAllAsync().ConfigureAwait(false))
        {
            scores.AddRange(piece.Scores);
            parts.Collect(Read(piece.Text));
        }
        var result = await generation.Result.ConfigureAwait(false);
        parts.Collect(Rest());
        IReadOnlyList<TokenScore>? told = prepared.Generation.TopScores is null ? null : [.. EchoScores(), .. scores];
        return (result.Failure is null ? parts.Whole(AnswerParts.FinishReason(result.FinishReason!, reader), told) : null, result);
    }

    void Echo(ReplyWriter writer)
    {
        if (echoed)
            return;
        echoed = true;
        writer.Attach(EchoScores());
        if (prepared.Echo.Length > 0)
            AnswerParts.Send([new AnswerPart.Content(prepared.Echo)], writer);
    }

    IReadOnlyList<TokenScore> EchoScores() => prepared.EchoBeginning is { } first ? [first, .. generation.PromptScores] : [];

    IEnumerable<AnswerPart> Read(string text) => reader is null ? [new AnswerPart.Content(text)] : Told(reader.Append(text));

    IEnumerable<AnswerPart> Rest() => reader is null ? [] : Told(reader.Finish());

    IEnumerable<AnswerPart> Told(IReadOnlyList<AnswerPart> parts) =>
        prepared.IsOneCall ? parts.Where(part => part is not (AnswerPart.CallBegins { Index: > 0 } or AnswerPart.CallArguments { Index: > 0 })) : parts;
}
