using Sluice.Schema.Answers.Shapes;

namespace Sluice.Schema.Answers.Strings;

/// <summary>A place in a key that the schema does not name, of which only the classes of keys count: not which keys are written already.</summary>
/// <param name="wanted">The classes that will do, a bit each.</param>
/// <param name="certain">Whether only such keys count as can be completed whatever else is written: those with endless many ways on.</param>
internal struct KeyCursor(KeyClasses classes, ulong wanted, bool certain, int state) : ITextCursor
{
    int state = state;

    public readonly bool CanEnd => false; // asked of nobody: what ends a key is tried by the machine

    public readonly bool IsFree => classes.IsFree(state) && (wanted >> classes.ClassAt(state) & 1) != 0;

    public bool TryStep(int character)
    {
        state = classes.Step(state, character);
        return IsAlive(state);
    }

    public readonly bool MayStep(ReadOnlySpan<(int Low, int High)> ranges)
    {
        foreach (var (low, high) in ranges)
        {
            foreach (var way in classes.Ways(state, low, high))
            {
                if (IsAlive(way.State))
                    return true;
            }
        }

        return false;
    }

    public readonly TextKey Key(int reach) =>
        new(classes.Automaton, certain ? TextKind.CertainKey : TextKind.PossibleKey, state, (int)wanted, (int)(wanted >> 32));

    readonly bool IsAlive(int state) => ((certain ? classes.Endless(state) : classes.Reachable(state)) & wanted) != 0;
}
