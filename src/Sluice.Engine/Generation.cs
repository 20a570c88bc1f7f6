using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Sluice.Protocol.Chat;

namespace Sluice.Engine;

/// <summary>An answer being written. Its text can be read while it grows, by one reader; nobody has to read it.</summary>
public sealed class Generation
{
    readonly Channel<AnswerPiece> pieces = Channel.CreateUnbounded<AnswerPiece>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    readonly TaskCompletionSource<GenerationResult> result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Generation(GenerationRequest request, CancellationToken cancellation)
    {
        Request = request;
        Cancellation = cancellation;
    }

    public GenerationRequest Request { get; }

    /// <summary>How it ended; never faulted, a failure is in the result.</summary>
    public Task<GenerationResult> Result => result.Task;

    /// <summary>When the client went away.</summary>
    internal CancellationToken Cancellation { get; }

    /// <summary>Of the prompt's tokens from the second on, where they were asked for; there before the first piece.</summary>
    internal IReadOnlyList<TokenScore> PromptScores { get; set; } = [];

    internal ChannelReader<AnswerPiece> Pieces => pieces.Reader;

    /// <summary>The text in pieces of whole characters, as they are written. Ends when the answer ends, however it does.</summary>
    public async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var piece in pieces.Reader.ReadAllAsync(ct).ConfigureAwait(false))
        {
            if (piece.Text.Length > 0)
                yield return piece.Text;
        }
    }

    /// <summary>The whole text and how it ended.</summary>
    public async Task<(string Text, GenerationResult Result)> ReadToEndAsync(CancellationToken ct = default)
    {
        var text = new System.Text.StringBuilder();
        await foreach (var piece in ReadAsync(ct).ConfigureAwait(false))
            text.Append(piece);
        return (text.ToString(), await Result.ConfigureAwait(false));
    }

    internal void Write(string text, IReadOnlyList<TokenScore> scores)
    {
        if (text.Length > 0 || scores.Count > 0)
            pieces.Writer.TryWrite(new AnswerPiece(text, scores));
    }

    internal void Finish(GenerationResult end)
    {
        result.TrySetResult(end);
        pieces.Writer.TryComplete();
    }
}
