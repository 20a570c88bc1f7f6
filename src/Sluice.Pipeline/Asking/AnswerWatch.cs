using System.Globalization;
using System.Text;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;
using Sluice.Schema.Answers;

namespace Sluice.Pipeline.Asking;

/// <summary>
/// Reads an answer while it is being written and cuts it when it cannot become good any more: tokens after that would be paid for nothing.
/// White space before it and a code fence around it are passed over. An answer that begins otherwise than as JSON is read to its end, since
/// JSON may stand in the middle of words.
/// </summary>
/// <param name="grammar">What the answer may be; null when the schema is beyond the machine, then only runaways are cut.</param>
internal sealed class AnswerWatch(AnswerGrammar? grammar) : ChunkObserver
{
    /// <summary>Longest run of white space, in characters. Grammars of servers allow it for ever, and models do fall into it (reference: 23 % of one user's calls).</summary>
    public const int MaxWhitespace = 64;

    const int Context = 60; // characters of the answer quoted in a message

    readonly RepetitionWatch repetition = new();
    readonly AnswerMachine? machine = grammar?.Start();
    readonly List<byte> written = [];
    readonly AnswerOpening opening = new();
    bool unwatched;
    int whitespace;

    public override ChunkVerdict Observe(in ReplyChunk chunk) => Observe(chunk.Content) is { } failure ? ChunkVerdict.Stop(failure) : ChunkVerdict.Continue;

    /// <summary>Null to go on.</summary>
    internal Failure? Observe(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return null;
        written.AddRange(text);
        return Runaway(text) ?? Doomed(text);
    }

    Failure? Runaway(ReadOnlySpan<byte> text)
    {
        foreach (var value in text)
        {
            whitespace = value is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' ? whitespace + 1 : 0;
            if (whitespace > MaxWhitespace) return new Failure(FailureReason.Runaway, $"more than {MaxWhitespace} characters of white space in a row; the stream was cut");
        }

        return repetition.Append(text) ? new Failure(FailureReason.Runaway, $"it repeats itself: …{Last(Context)}; the stream was cut") : null;
    }

    Failure? Doomed(ReadOnlySpan<byte> text)
    {
        if (machine is null || unwatched) return null;

        if (!opening.IsOver)
        {
            text = opening.After(text);
            if (text.IsEmpty) return null;
            if (!machine.Fork().TryAppend(text[..1])) unwatched = true;
        }

        if (unwatched || machine.IsComplete || machine.TryAppend(text)) return null;

        var good = 0;
        while (!machine.IsComplete && machine.TryAppend(text.Slice(good, 1))) good++;
        if (machine.IsComplete || machine.Explain(text.Slice(good, 1)) is not { } wrong) return null; // what follows the JSON is judged with the whole

        var place = written.Count - text.Length + good;
        return new Failure(FailureReason.SchemaMismatch, string.Create(CultureInfo.InvariantCulture,
            $"{(wrong.Path.Length == 0 ? "the answer" : wrong.Path)}: {wrong.Reason}; cut at byte {place + 1}: …{Last(Context)}"));
    }

    string Last(int characters)
    {
        var text = Encoding.UTF8.GetString([.. written.Skip(Math.Max(0, written.Count - (4 * characters)))]);
        return (text.Length > characters ? text[^characters..] : text).ReplaceLineEndings(" ");
    }
}
