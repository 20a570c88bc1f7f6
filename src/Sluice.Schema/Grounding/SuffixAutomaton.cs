namespace Sluice.Schema.Grounding;

/// <summary>
/// The smallest automaton that knows every substring of a sequence, and where each ends (Blumer et al. 1985), built in linear time
/// by one pass. State 0 is the empty string; edges lead to higher <see cref="LengthOf"/> only, so the states form no cycle.
/// </summary>
internal sealed class SuffixAutomaton
{
    readonly Dictionary<long, int> targets;
    readonly List<Edge> edges;
    readonly List<int> firstEdge = [-1];
    readonly List<int> length = [0];
    readonly List<int> link = [-1];
    readonly List<int> end = [0];
    readonly int[] ends;      // all ends, those of one state side by side
    readonly int[] firstEnd;  // (state) -> its part of them
    readonly int[] endCount;

    public SuffixAutomaton(ReadOnlySpan<int> symbols)
    {
        targets = new(symbols.Length * 3);
        edges = new(symbols.Length * 3);
        var last = 0;
        foreach (var symbol in symbols)
            last = Append(last, symbol);

        ends = new int[symbols.Length];
        firstEnd = new int[StateCount];
        endCount = new int[StateCount];
        SortEnds();
    }

    public int StateCount => length.Count;

    /// <summary>The longest of the substrings that lead to a state.</summary>
    public int LengthOf(int state) => length[state];

    /// <summary>The state after one more symbol, -1 when no such substring exists.</summary>
    public int Next(int state, int symbol) => targets.TryGetValue(Key(state, symbol), out var target) ? target : -1;

    /// <summary>An edge of a state to begin with, -1 when there is none; <see cref="EdgeAt"/> names the one after.</summary>
    public int FirstEdge(int state) => firstEdge[state];

    public Edge EdgeAt(int index) => edges[index];

    /// <summary>Where the substrings of a state end: each is the number of symbols up to there. Unordered.</summary>
    public ReadOnlySpan<int> EndsOf(int state) => ends.AsSpan(firstEnd[state], endCount[state]);

    /// <summary>A state ends where it ended first and where the states linked to it end: walking the links as a tree lays those out side by side.</summary>
    void SortEnds()
    {
        var firstChild = new int[StateCount];
        var nextChild = new int[StateCount];
        Array.Fill(firstChild, -1);
        for (var state = StateCount - 1; state > 0; state--)
            (nextChild[state], firstChild[link[state]]) = (firstChild[link[state]], state);

        var count = 0;
        for (var state = 0; state >= 0;)
        {
            firstEnd[state] = count;
            if (end[state] > 0)
                ends[count++] = end[state];
            if (firstChild[state] >= 0)
            {
                state = firstChild[state];
                continue;
            }

            for (; state >= 0; state = link[state])
            {
                endCount[state] = count - firstEnd[state];
                if (state > 0 && nextChild[state] >= 0)
                {
                    state = nextChild[state];
                    break;
                }
            }
        }
    }

    int Append(int last, int symbol)
    {
        var state = AddState(length[last] + 1, length[last] + 1);
        var at = last;
        for (; at >= 0 && Next(at, symbol) < 0; at = link[at])
            AddEdge(at, symbol, state);
        if (at < 0)
        {
            link[state] = 0;
            return state;
        }

        var target = Next(at, symbol);
        if (length[target] != length[at] + 1)
            target = Split(at, symbol, target);
        link[state] = target;
        return state;
    }

    /// <summary>Parts a state in two where its shorter substrings have begun to stand in more places than its longer ones.</summary>
    int Split(int at, int symbol, int target)
    {
        var copy = AddState(length[at] + 1, 0);
        for (var edge = firstEdge[target]; edge >= 0; edge = edges[edge].Next)
            AddEdge(copy, edges[edge].Symbol, edges[edge].Target);
        (link[copy], link[target]) = (link[target], copy);
        for (; at >= 0 && Next(at, symbol) == target; at = link[at])
            Redirect(at, symbol, copy);
        return copy;
    }

    int AddState(int longest, int endsAt)
    {
        length.Add(longest);
        link.Add(-1);
        end.Add(endsAt);
        firstEdge.Add(-1);
        return length.Count - 1;
    }

    void AddEdge(int state, int symbol, int target)
    {
        targets.Add(Key(state, symbol), target);
        edges.Add(new Edge(symbol, target, firstEdge[state]));
        firstEdge[state] = edges.Count - 1;
    }

    void Redirect(int state, int symbol, int target)
    {
        targets[Key(state, symbol)] = target;
        var edge = firstEdge[state];
        while (edges[edge].Symbol != symbol)
            edge = edges[edge].Next;
        edges[edge] = edges[edge] with { Target = target };
    }

    static long Key(int state, int symbol) => ((long)state << 32) | (uint)symbol;

    /// <summary>One edge.</summary>
    /// <param name="Next">Index of the state's next edge, -1 at the end.</param>
    internal readonly record struct Edge(int Symbol, int Target, int Next);
}
