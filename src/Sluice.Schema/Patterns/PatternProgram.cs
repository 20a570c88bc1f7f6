namespace Sluice.Schema.Patterns;

/// <summary>
/// A regular expression as a non-deterministic automaton: a list of steps, of which several may be live at once. Reading a text
/// costs at most its length times the number of steps, whatever the expression, so none can be made to hang.
/// </summary>
internal sealed class PatternProgram
{
    /// <summary>Steps after repetitions are written out; .{1,4096} needs some eight thousand.</summary>
    public const int MaxSteps = 50_000;

    readonly List<PatternStep> steps = [];
    readonly List<PatternLook> looks = [];
    readonly bool backwards;
    readonly StepCount written;

    PatternProgram(bool backwards, StepCount written) => (this.backwards, this.written) = (backwards, written);

    public PatternStep[] Steps { get; private set; } = [];

    /// <summary>The look-aheads and look-behinds, in the order of the steps that ask for them.</summary>
    public IReadOnlyList<PatternLook> Looks => looks;

    /// <summary>Writes the program of an expression, to be run over the text from left to right; its look-aheads run from right to left.</summary>
    public static PatternProgram Compile(PatternNode node) => Compile(node, backwards: false, new StepCount());

    static PatternProgram Compile(PatternNode node, bool backwards, StepCount written)
    {
        var program = new PatternProgram(backwards, written);
        program.Write(node);
        program.Add(new PatternStep(StepKind.Accept));
        program.Steps = [.. program.steps];
        return program;
    }

    void Write(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.Character character:
                Add(new PatternStep(StepKind.Character) { Set = character.Set });
                break;
            case PatternNode.Sequence sequence:
                foreach (var part in backwards ? sequence.Parts.Reverse() : sequence.Parts)
                    Write(part);
                break;
            case PatternNode.Choice choice:
                WriteChoice(choice.Options);
                break;
            case PatternNode.Repeat repeat:
                WriteRepeat(repeat);
                break;
            case PatternNode.Border border:
                Add(new PatternStep(StepKind.Border) { Border = border.Kind });
                break;
            case PatternNode.Look look:
                Add(new PatternStep(StepKind.Look) { Target = looks.Count });
                // What follows a place is found by reading backwards to it, what precedes it by reading forwards.
                looks.Add(new PatternLook(Compile(look.Part, backwards: !look.Behind, written), look.Behind, look.Negative));
                break;
            case PatternNode.BackReference reference:
                throw new PatternException("references back to a group cannot be checked in bounded time and are not supported; write the expression without them", reference.Position);
        }
    }

    void WriteChoice(IReadOnlyList<PatternNode> options)
    {
        var ends = new List<int>();
        for (var i = 0; i < options.Count - 1; i++)
        {
            var fork = Add(new PatternStep(StepKind.Fork));
            Write(options[i]);
            ends.Add(Add(new PatternStep(StepKind.Jump)));
            steps[fork] = steps[fork] with { Target = steps.Count };
        }

        Write(options[^1]);
        foreach (var end in ends)
            steps[end] = steps[end] with { Target = steps.Count };
    }

    void WriteRepeat(PatternNode.Repeat repeat)
    {
        for (var i = 0; i < repeat.Least; i++)
            WriteOnce(repeat.Part);
        if (repeat.Most is null)
        {
            var fork = Add(new PatternStep(StepKind.Fork));
            Write(repeat.Part);
            Add(new PatternStep(StepKind.Jump) { Target = fork });
            steps[fork] = steps[fork] with { Target = steps.Count };
            return;
        }

        var forks = new List<int>();
        for (var i = repeat.Least; i < repeat.Most; i++)
        {
            forks.Add(Add(new PatternStep(StepKind.Fork)));
            WriteOnce(repeat.Part);
        }

        foreach (var fork in forks)
            steps[fork] = steps[fork] with { Target = steps.Count };
    }

    /// <summary>One of many copies; a part that writes no step at all must not be copied two billion times.</summary>
    void WriteOnce(PatternNode part)
    {
        var before = steps.Count;
        Write(part);
        if (steps.Count == before)
            Add(new PatternStep(StepKind.Jump) { Target = before + 1 });
    }

    int Add(PatternStep step)
    {
        if (++written.Total > MaxSteps)
            throw new PatternException($"the expression is too large: with its repetitions written out it has more than {MaxSteps} steps", 0);
        steps.Add(step);
        return steps.Count - 1;
    }

    /// <summary>Steps written so far, those of looks inside included.</summary>
    sealed class StepCount
    {
        public int Total { get; set; }
    }
}

/// <summary>A look-ahead or look-behind, as a program that finds all places where its part ends when read in its own direction.</summary>
internal sealed record PatternLook(PatternProgram Program, bool Behind, bool Negative);
