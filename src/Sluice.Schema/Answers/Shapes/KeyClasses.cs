using Sluice.Schema.Answers.Strings.Languages;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>
/// The keys of an object that are not named one by one, parted into classes whose values have one shape each. One automaton reads a
/// key and tells its class; names that the object defines may fit one too and have to be set aside. Immutable.
/// </summary>
internal sealed class KeyClasses
{
    /// <summary>So that sets of classes fit into one word; real schemas have up to a dozen.</summary>
    public const int MaxClasses = 64;

    readonly Automaton automaton; // a class's label is its place plus one
    readonly Shape[] shapes;
    readonly RemainingMembers[] remaining; // (class)
    readonly ulong[] reachable; // (state) -> the classes that a key may still be of
    readonly ulong[] endless; // (state) -> those of them with endless many ways on

    public KeyClasses(Automaton automaton, IReadOnlyList<Shape> shapes) : this(automaton, shapes, [.. shapes.Select((_, own) => new RemainingMembers(automaton, own + 1))])
    {
    }

    KeyClasses(Automaton automaton, IReadOnlyList<Shape> shapes, RemainingMembers[] remaining)
    {
        (this.automaton, this.shapes, this.remaining) = (automaton, [.. shapes], remaining);
        (reachable, endless) = (new ulong[automaton.StateCount], new ulong[automaton.StateCount]);
        for (var own = 0; own < shapes.Count; own++)
        {
            for (var state = 0; state < reachable.Length; state++)
            {
                reachable[state] |= (remaining[own].Count(state) > 0 ? 1UL : 0) << own;
                endless[state] |= (remaining[own].Count(state) == StringLanguage.Endless ? 1UL : 0) << own;
            }
        }
    }

    public int Count => shapes.Length;

    public int Start => automaton.Start;

    public Automaton Automaton => automaton;

    /// <summary>Any key, with a value of one shape.</summary>
    public static KeyClasses Any(Shape shape) => new(StringLanguage.All.Automaton, [shape], [StringLanguage.All.Remaining]);

    /// <summary>Whether every key is of one class.</summary>
    public bool IsAny => automaton.StateCount == 2 && IsFree(Start);

    public Shape ShapeOf(int keyClass) => shapes[keyClass];

    public int Step(int state, int codePoint) => automaton.Step(state, codePoint);

    /// <summary>The states that characters of a range lead to, each once for each run of characters.</summary>
    public IEnumerable<(int First, int Last, int State)> Ways(int state, int low, int high)
    {
        var alphabet = automaton.Alphabet;
        for (var run = alphabet.RunOf(low); run < alphabet.RunCount && alphabet.StartOf(run) <= high; run++)
        {
            var target = automaton.StepByClass(state, alphabet.ClassOfRun(run));
            if (target != Automaton.Dead)
                yield return (Math.Max(low, alphabet.StartOf(run)), Math.Min(high, alphabet.EndOf(run)), target);
        }
    }

    /// <summary>The class of a key that ends in a state; -1 when it is of none.</summary>
    public int ClassAt(int state) => automaton.LabelOf(state) - 1;

    /// <summary>The class of a key; -1 when it is of none.</summary>
    public int ClassOf(string key)
    {
        var state = Start;
        foreach (var rune in key.EnumerateRunes())
            state = Step(state, rune.Value);
        return ClassAt(state);
    }

    /// <summary>The classes that a key may still be of, a bit each.</summary>
    public ulong Reachable(int state) => reachable[state];

    /// <summary>Those of them that have endless many keys which begin as the state says.</summary>
    public ulong Endless(int state) => endless[state];

    /// <summary>Whether everything that may follow, however long, leaves the key in the class that it is of.</summary>
    public bool IsFree(int state) => automaton.LabelOf(state) > 0 && remaining[automaton.LabelOf(state) - 1].IsFree(state);

    /// <summary>Keys of a class that begin as a state says; <see cref="StringLanguage.Endless"/> when there are no fewer.</summary>
    public int CountFrom(int state, int keyClass) => remaining[keyClass].Count(state);

    /// <summary>Whether an object, however it is written, leaves a key of a class unused.</summary>
    /// <param name="names">Keys that the object names, which may be of the class too.</param>
    /// <param name="maxProperties">Most keys that it may have.</param>
    public bool IsNeverUsedUp(int keyClass, int names, int maxProperties) =>
        CountFrom(Start, keyClass) is var count && (count == StringLanguage.Endless || count > (long)names + maxProperties);

    /// <summary>How keys of a class go on from a state, shortest first.</summary>
    public IEnumerable<string> EndingsFrom(int state, int keyClass) => new MemberList(automaton, remaining[keyClass]).From(state, 0, StringLanguage.Endless);

    /// <summary>The keys of a class.</summary>
    public StringLanguage LanguageOf(int keyClass) =>
        StringLanguage.Of(AutomatonBuilder.Build<int>(automaton.Alphabet, Start, (state, own) => automaton.StepByClass(state, own), state => automaton.LabelOf(state) == keyClass + 1 ? 1 : 0, new LanguageBudget()));
}
