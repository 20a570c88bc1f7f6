namespace Sluice.Schema.Answers.Strings.Languages;

/// <summary>What is still to come from each state of an automaton: how many members, and how long the shortest and the longest are.</summary>
internal sealed class RemainingMembers
{
    readonly Automaton automaton;
    readonly int[] counts;
    readonly int[] shortest;
    readonly int[] longest;
    readonly int[][] sources; // (state) -> the states that lead to it, each once for each class of characters

    public RemainingMembers(Automaton automaton)
    {
        this.automaton = automaton;
        var count = automaton.StateCount;
        (counts, shortest, longest) = (new int[count], new int[count], new int[count]);
        sources = Inverse(automaton);
        FindShortest();
        FindLongest();
    }

    public int Count(int state) => counts[state];

    public int Shortest(int state) => shortest[state];

    public int Longest(int state) => longest[state];

    public IReadOnlyList<int> Sources(int state) => sources[state];

    public bool IsFree(int state)
    {
        if (automaton.LabelOf(state) == 0)
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
            if (automaton.LabelOf(state) == 0)
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
        (longest[Automaton.Dead], counts[Automaton.Dead]) = (-1, 0);
        var ways = new int[longest.Length]; // to living states, not settled yet
        foreach (var source in sources.SelectMany(each => each))
            ways[source]++;
        var widths = automaton.Alphabet.Widths();
        var open = new Queue<int>(Enumerable.Range(1, ways.Length - 1).Where(state => ways[state] == 0));
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
        long count = automaton.LabelOf(state) != 0 ? 1 : 0;
        var longer = count > 0 ? 0 : -1;
        for (var own = Alphabet.Surrogates + 1; own < widths.Length; own++)
        {
            var target = automaton.StepByClass(state, own);
            if (target == Automaton.Dead)
                continue;
            count = Math.Min(StringLanguage.Endless, count + (long)widths[own] * counts[target]);
            longer = Math.Max(longer, longest[target] + 1);
        }

        (counts[state], longest[state]) = ((int)count, longer);
    }
}
