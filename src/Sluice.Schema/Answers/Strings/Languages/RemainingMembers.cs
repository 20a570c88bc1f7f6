namespace Sluice.Schema.Answers.Strings.Languages;

/// <summary>What is still to come from each state of an automaton: how many members, and how long the shortest and the longest are.</summary>
/// <remarks>Members are the strings of one label; those of other labels count for nothing.</remarks>
internal sealed class RemainingMembers
{
    readonly Automaton automaton;
    readonly int label;
    readonly int[] counts;
    readonly int[] shortest;
    readonly int[] longest;
    readonly bool[] free;
    readonly int[][] sources; // (state) -> the states that lead to it, each once for each class of characters

    public RemainingMembers(Automaton automaton, int label = 1)
    {
        (this.automaton, this.label) = (automaton, label);
        var count = automaton.StateCount;
        (counts, shortest, longest) = (new int[count], new int[count], new int[count]);
        sources = Inverse(automaton);
        FindShortest();
        FindLongest();
        free = [.. Enumerable.Range(0, count).Select(StaysMember)];
    }

    /// <summary>Whether what has been read is a member.</summary>
    public bool IsMember(int state) => automaton.LabelOf(state) == label;

    public int Count(int state) => counts[state];

    public int Shortest(int state) => shortest[state];

    public int Longest(int state) => longest[state];

    public IReadOnlyList<int> Sources(int state) => sources[state];

    public bool IsFree(int state) => free[state];

    bool StaysMember(int state)
    {
        if (!IsMember(state))
            return false;
        for (var own = Alphabet.Surrogates + 1; own < automaton.Alphabet.Count; own++)
        {
            if (automaton.StepByClass(state, own) != state)
                return false;
        }

        return true;
    }

    static int[][] Inverse(Automaton automaton)
    {
        var lists = new List<int>[automaton.StateCount];
        for (var state = 1; state < lists.Length; state++)
        {
            for (var own = Alphabet.Surrogates + 1; own < automaton.Alphabet.Count; own++)
            {
                if (automaton.StepByClass(state, own) is var target and not Automaton.Dead)
                    (lists[target] ??= []).Add(state);
            }
        }

        return [.. lists.Select(list => list?.ToArray() ?? [])];
    }

    void FindShortest()
    {
        Array.Fill(shortest, StringLanguage.Endless);
        var open = new Queue<int>();
        for (var state = 1; state < shortest.Length; state++)
        {
            if (!IsMember(state))
                continue;
            shortest[state] = 0;
            open.Enqueue(state);
        }

        while (open.TryDequeue(out var state))
        {
            foreach (var source in sources[state])
            {
                if (shortest[source] != StringLanguage.Endless)
                    continue;
                shortest[source] = shortest[state] + 1;
                open.Enqueue(source);
            }
        }
    }

    /// <summary>Settles states whose ways on are all settled; those on the way to a circle never are, and have no end.</summary>
    void FindLongest()
    {
        Array.Fill(longest, StringLanguage.Endless);
        Array.Fill(counts, StringLanguage.Endless);
        var ways = new int[longest.Length]; // to living states, not settled yet
        var open = new Queue<int>();
        for (var state = 0; state < ways.Length; state++)
        {
            if (shortest[state] == StringLanguage.Endless)
                (longest[state], counts[state]) = (-1, 0);
            else
                foreach (var source in sources[state])
                    ways[source]++;
        }

        for (var state = 1; state < ways.Length; state++)
        {
            if (ways[state] == 0 && shortest[state] != StringLanguage.Endless)
                open.Enqueue(state);
        }

        var widths = automaton.Alphabet.Widths();
        while (open.TryDequeue(out var state))
        {
            Settle(state, widths);
            foreach (var source in sources[state])
            {
                if (--ways[source] == 0)
                    open.Enqueue(source);
            }
        }
    }

    void Settle(int state, int[] widths)
    {
        long count = IsMember(state) ? 1 : 0;
        var longer = count > 0 ? 0 : -1;
        for (var own = Alphabet.Surrogates + 1; own < widths.Length; own++)
        {
            var target = automaton.StepByClass(state, own);
            if (counts[target] == 0)
                continue;
            count = Math.Min(StringLanguage.Endless, count + (long)widths[own] * counts[target]);
            longer = Math.Max(longer, longest[target] + 1);
        }

        (counts[state], longest[state]) = ((int)count, longer);
    }
}
