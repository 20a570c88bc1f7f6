using Sluice.Engine.Models;
using Sluice.Schema.Answers;

namespace Sluice.Engine.Sampling;

/// <summary>
/// What an answer must go on with, as the tokens in which the model's own tokenizer writes it. At the left border the token drawn last
/// is taken in: the model has not read it yet, so it can still become a longer one. At the right border the tokens that
/// what follows could make longer are left to be drawn. For the decoding thread.
/// </summary>
internal sealed class ForcedTokens(Vocabulary vocabulary)
{
    /// <summary>Most tokens put after the one drawn last, so that the piece stays short beside the answers of others.</summary>
    public const int MaxTokens = 16;

    const int MaxBytes = 96;       // of forced text looked at in one go; the rest comes with the next token
    const int ContextTokens = 6;   // before the border, for what the tokenizer makes of neighbours

    readonly Lazy<TokenPrefixes> prefixes = new(() => new TokenPrefixes(vocabulary.Bytes));
    readonly byte[] buffer = new byte[MaxBytes];
    readonly List<byte> text = [];

    /// <summary>Finds the tokens and lets the machine take their bytes; false, with nothing changed, when there are none.</summary>
    /// <param name="answer">The tokens of the answer so far.</param>
    /// <param name="limit">Most tokens that may be added to them.</param>
    public bool TryTake(ReadOnlySpan<int> answer, AnswerMachine machine, int limit, out ForcedPiece piece)
    {
        piece = default;
        if (answer.IsEmpty || limit == 0 || vocabulary.Bytes[answer[^1]] is not { } last)
            return false;
        var count = machine.Forced(buffer, out var endsAnswer);
        if (count == 0)
            return false;

        var context = TextOf(answer, last);
        text.AddRange(buffer.AsSpan(0, count));
        if (!TryCut(context, context - last.Length, endsAnswer, out var from, out var tokens))
            return false;
        var most = Math.Min(limit, MaxTokens) + (from < context ? 1 : 0); // one of them is there already
        if (tokens.Count > most)
            tokens.RemoveRange(most, tokens.Count - most);
        var to = from + tokens.Sum(token => vocabulary.Bytes[token]!.Length);
        if (to <= context || !machine.TryAppend(buffer.AsSpan(0, to - context)))
            return false;
        if (from == context)
            tokens.Insert(0, answer[^1]);
        piece = new ForcedPiece(tokens, buffer.AsMemory(0, to - context), machine.IsComplete);
        return true;
    }

    /// <summary>Lays out the end of the answer; the result is its length in bytes.</summary>
    int TextOf(ReadOnlySpan<int> answer, byte[] last)
    {
        text.Clear();
        foreach (var token in answer[^Math.Min(ContextTokens, answer.Length)..^1])
            text.AddRange(vocabulary.Bytes[token] ?? []);
        text.AddRange(last);
        return text.Count;
    }

    /// <summary>The tokens from the border on that are as certain as the text; the border is before the last token where the tokenizer cuts there, else after it.</summary>
    bool TryCut(int after, int before, bool endsAnswer, out int from, out List<int> tokens)
    {
        var whole = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(text);
        var all = vocabulary.Tokenize(whole, readSpecials: false);
        tokens = [];
        from = -1;
        // SentencePiece may put a space before a text.
        var at = text.Count - all.Sum(token => vocabulary.Bytes[token]?.Length ?? text.Count + 2);
        if (at is not (0 or -1))
            return false;
        foreach (var token in all)
        {
            if (at == before || (from < 0 && at == after))
                from = at;
            if (from >= 0 && !endsAnswer && prefixes.Value.HasLonger(whole[at..]))
                break;
            if (from >= 0)
                tokens.Add(token);
            at += vocabulary.Bytes[token]!.Length;
        }
        return tokens.Count > 0;
    }
}
