namespace Sluice.Schema.Patterns;

/// <summary>One reading of a text by a program: all live steps move together, one character at a time.</summary>
internal sealed class PatternRun
{
    readonly PatternStep[] steps;
    readonly int[] text;
    readonly bool backwards;
    readonly bool[][] looks; // (look, place): whether it lets pass there
    readonly PatternBudget budget;
    readonly List<int> pending = [];
    readonly int[] seenAt; // the place at which a step was last made live, plus one

    PatternRun(PatternProgram program, int[] text, bool backwards, PatternBudget budget)
    {
        (steps, this.text, this.backwards, this.budget) = (program.Steps, text, backwards, budget);
        seenAt = new int[steps.Length];
        looks = [.. program.Looks.Select(Places)];
    }

    /// <summary>True when the program finds its expression anywhere in the text.</summary>
    public static bool Finds(PatternProgram program, int[] text, PatternBudget budget) => new PatternRun(program, text, backwards: false, budget).Run(null);

    /// <summary>For each place whether the look lets pass there.</summary>
    bool[] Places(PatternLook look)
    {
        budget.Spend(text.Length);
        var found = new bool[text.Length + 1];
        new PatternRun(look.Program, text, backwards: !look.Behind, budget).Run(found);
        if (look.Negative)
            for (var i = 0; i < found.Length; i++)
                found[i] = !found[i];
        return found;
    }

    /// <summary>Starts anew at every place; marks the places where the expression ends, or, with nothing to mark, returns at the first.</summary>
    bool Run(bool[]? ends)
    {
        List<int> live = [], next = [];
        for (var i = 0; i <= text.Length; i++)
        {
            var place = backwards ? text.Length - i : i;
            if (Enter(0, place, live))
            {
                if (ends is null)
                    return true;
                ends[place] = true;
            }

            if (i == text.Length)
                break;
            var character = text[backwards ? place - 1 : place];
            var nextPlace = backwards ? place - 1 : place + 1;
            budget.Spend(live.Count + 1);
            next.Clear();
            foreach (var step in live)
                if (steps[step].Set!.Contains(character) && Enter(step + 1, nextPlace, next))
                {
                    if (ends is null)
                        return true;
                    ends[nextPlace] = true;
                }

            (live, next) = (next, live);
        }

        return false;
    }

    /// <summary>Makes a step live at a place, with all that follows from it without reading; true when one of them accepts.</summary>
    bool Enter(int start, int place, List<int> live)
    {
        var accepts = false;
        pending.Add(start);
        while (pending.Count > 0)
        {
            var at = pending[^1];
            pending.RemoveAt(pending.Count - 1);
            if (seenAt[at] == place + 1)
                continue;
            seenAt[at] = place + 1;
            budget.Spend(1);
            ref readonly var step = ref steps[at];
            switch (step.Kind)
            {
                case StepKind.Character:
                    live.Add(at);
                    break;
                case StepKind.Fork:
                    pending.Add(step.Target);
                    pending.Add(at + 1);
                    break;
                case StepKind.Jump:
                    pending.Add(step.Target);
                    break;
                case StepKind.Border when Holds(step.Border, place):
                case StepKind.Look when looks[step.Target][place]:
                    pending.Add(at + 1);
                    break;
                case StepKind.Accept:
                    accepts = true;
                    break;
            }
        }

        return accepts;
    }

    bool Holds(BorderKind border, int place) => border switch
    {
        BorderKind.Start => place == 0,
        BorderKind.End => place == text.Length,
        BorderKind.Word => IsWordBorder(place),
        _ => !IsWordBorder(place),
    };

    bool IsWordBorder(int place) =>
        (place > 0 && CharacterClasses.Word.Contains(text[place - 1])) != (place < text.Length && CharacterClasses.Word.Contains(text[place]));
}
