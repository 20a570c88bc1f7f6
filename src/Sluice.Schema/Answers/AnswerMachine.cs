using Sluice.Schema.Answers.Running;
using Sluice.Schema.Grounding;
using Sluice.Schema.Loading;
using Sluice.Schema.Tokens;
using Sluice.Schema.Validation;

namespace Sluice.Schema.Answers;

/// <summary>
/// One answer in the making. It takes bytes as long as they can still become a valid answer, and says when it may end: what it lets
/// finish validates, what validates is never refused (within the <see cref="AnswerOptions"/>), and from every state it has reached
/// there is a way to an end. Not for use by two threads at once; forks are independent.
/// </summary>
public sealed class AnswerMachine
{
    readonly AnswerSession session;
    readonly RawText raw;
    readonly SchemaNode? whole;
    MachineState state;
    MachineState? spare;
    readonly List<MachineState> trials = [];
    ForcedText? forced;

    /// <param name="whole">What the finished answer is to be held to; null when the machine promises it.</param>
    internal AnswerMachine(AnswerSession session, SchemaNode? whole = null)
    {
        (this.session, this.whole, raw) = (session, whole, new RawText([]));
        state = new MachineState(session, raw);
    }

    AnswerMachine(AnswerMachine other)
    {
        (session, whole, raw) = (other.session, other.whole, new RawText(other.raw.Slice(0, other.state.Length)));
        state = new MachineState(session, raw);
        state.CopyFrom(other.state);
    }

    /// <summary>False when not even an empty answer can be begun, because the source text has nothing that a required verbatim string could quote. Then nothing will be accepted.</summary>
    public bool HasAnswer => session.HasAnswer;

    /// <summary>Whether the answer may end here.</summary>
    public bool CanEnd => state.CanEnd;

    /// <summary>Whether nothing but white space could follow.</summary>
    public bool IsComplete => state.IsComplete;

    /// <summary>Verbatim values accepted so far, in the order of the answer.</summary>
    public IReadOnlyList<GroundedSpan> Spans => state.Spans;

    /// <summary>Takes the next bytes of the answer, whole or not at all: false leaves the machine as it was.</summary>
    public bool TryAppend(ReadOnlySpan<byte> utf8)
    {
        var trial = spare ??= new MachineState(session, raw);
        trial.CopyFrom(state);
        foreach (var next in utf8)
        {
            if (!trial.TryRead(next))
                return false;
        }

        (state, spare) = (trial, state);
        return true;
    }

    /// <summary>
    /// Finds the bytes that must come next: the longest string that every answer from here begins with, when white space goes on as
    /// it was begun: a space after each colon and comma if the first one has it, and none elsewhere. Empty where there is a
    /// choice, where the answer may end, and after the first colon or comma, where the choice of a space is made. Nothing is taken by it.
    /// </summary>
    /// <param name="utf8">Takes them, as far as it has room.</param>
    /// <param name="endsAnswer">Whether the answer is whole after them.</param>
    /// <returns>How many they are.</returns>
    public int Forced(Span<byte> utf8, out bool endsAnswer)
    {
        forced ??= new ForcedText(new MachineState(session, raw), new MachineState(session, raw));
        return forced.Find(state, raw.Slice(0, state.Length), utf8, out endsAnswer);
    }

    /// <summary>Says why <see cref="TryAppend"/> refuses these bytes: the first of them that cannot come, where, and what could; null when it takes them.</summary>
    public WrongByte? Explain(ReadOnlySpan<byte> utf8)
    {
        var trial = NewState();
        trial.CopyFrom(state);
        var good = 0;
        while (good < utf8.Length && trial.TryRead(utf8[good]))
            good++;
        if (good == utf8.Length)
            return null;
        trial.CopyFrom(state);
        foreach (var next in utf8[..good])
            trial.TryRead(next);
        return trial.Explain(good, utf8[good]);
    }

    /// <summary>Holds a finished answer to what the machine did not follow of the schema: what is wrong with it, empty when all is well and always when the grammar is not loose.</summary>
    public IReadOnlyList<SchemaError> Verify() => whole is null ? [] : Validator.Validate(whole, raw.Slice(0, state.Length).ToArray());

    /// <summary>An independent copy; costs as much as the answer is long, a copy of its bytes.</summary>
    public AnswerMachine Fork() => new(this);

    internal MachineState State => state;

    internal MachineState NewState() => new(session, raw);

    internal MaskScratch Scratch { get; } = new();

    /// <summary>A state to try bytes with, the same for the same depth each time; what it holds from before is of no meaning.</summary>
    internal MachineState Trial(int depth)
    {
        while (trials.Count <= depth)
            trials.Add(NewState());
        return trials[depth];
    }
}
