namespace Sluice.Schema.Answers.Strings.Languages;

/// <summary>
/// Joins the states of a table that no string can tell apart (Hopcroft 1971: n log n), then the classes of characters that no state
/// can, and numbers both in the order of a breadth-first walk.
/// </summary>
internal sealed class AutomatonMinimizer
{
    readonly int classes;
    readonly int[] next;
    readonly int[] blockOf;
    readonly int[] members;  // states, those of a block side by side
    readonly int[] placeOf;  // (state) -> place in members
    readonly List<int> from = [];
    readonly List<int> size = [];
    readonly List<int> marked = [];
    readonly Stack<(int Block, int Class)> open = new();

    AutomatonMinimizer(int classes, int[] next, int[] labels)
    {
        (this.classes, this.next) = (classes, next);
        var count = labels.Length;
        (blockOf, placeOf) = (new int[count], new int[count]);
        members = [.. Enumerable.Range(0, count).OrderBy(state => labels[state])];
        for (var place = 0; place < count; place++)
        {
            placeOf[members[place]] = place;
            if (place == 0 || labels[members[place]] != labels[members[place - 1]])
                AddBlock(place, 0);
            blockOf[members[place]] = from.Count - 1;
            size[^1]++;
        }
    }

    public static Automaton Minimize(Alphabet alphabet, int[] next, int[] labels, int start)
    {
        var minimizer = new AutomatonMinimizer(alphabet.Count, next, labels);
        minimizer.Refine();
        return minimizer.Number(alphabet, labels, start);
    }

    void Refine()
    {
        var (offsets, sources) = Inverse();
        var (splitters, touched) = (new List<int>(), new List<int>());
        while (open.TryPop(out var splitter))
        {
            splitters.Clear();
            for (var place = from[splitter.Block]; place < from[splitter.Block] + size[splitter.Block]; place++)
            {
                var key = members[place] * classes + splitter.Class;
                for (var at = offsets[key]; at < offsets[key + 1]; at++)
                    splitters.Add(sources[at]);
            }

            touched.Clear();
            foreach (var state in splitters)
                Mark(state, touched);
            foreach (var block in touched)
                Split(block);
        }
    }

    /// <summary>(target, class) -> the states that go there, as one list with offsets.</summary>
    (int[] Offsets, int[] Sources) Inverse()
    {
        var offsets = new int[next.Length + 1];
        for (var edge = 0; edge < next.Length; edge++)
            offsets[next[edge] * classes + edge % classes + 1]++;
        for (var key = 0; key < next.Length; key++)
            offsets[key + 1] += offsets[key];
        var (fill, sources) = (offsets.ToArray(), new int[next.Length]);
        for (var edge = 0; edge < next.Length; edge++)
            sources[fill[next[edge] * classes + edge % classes]++] = edge / classes;
        return (offsets, sources);
    }

    void Mark(int state, List<int> touched)
    {
        var block = blockOf[state];
        if (marked[block] == 0)
            touched.Add(block);
        var (place, front) = (placeOf[state], from[block] + marked[block]++);
        (members[place], members[front]) = (members[front], members[place]);
        (placeOf[members[place]], placeOf[members[front]]) = (place, front);
    }

    void Split(int block)
    {
        var (inside, outside) = (marked[block], size[block] - marked[block]);
        marked[block] = 0;
        if (outside == 0)
            return;
        // The smaller half becomes the new block, so that each state is moved log n times at most.
        var added = inside <= outside ? AddBlock(from[block], inside) : AddBlock(from[block] + inside, outside);
        size[block] -= size[added];
        if (from[added] == from[block])
            from[block] += size[added];
        for (var place = from[added]; place < from[added] + size[added]; place++)
            blockOf[members[place]] = added;
    }

    int AddBlock(int place, int count)
    {
        var block = from.Count;
        from.Add(place);
        size.Add(count);
        marked.Add(0);
        for (var own = Alphabet.Surrogates + 1; own < classes; own++)
            open.Push((block, own));
        return block;
    }

    Automaton Number(Alphabet alphabet, int[] labels, int start)
    {
        var distinct = DistinctClasses();
        var coarse = alphabet.Merge(distinct);
        var first = coarse.Representatives();
        var classOf = first.Select(alphabet.ClassOf).ToArray();
        var numbers = new Dictionary<int, int> { [blockOf[Automaton.Dead]] = Automaton.Dead };
        var blocks = new List<int> { blockOf[Automaton.Dead] };
        Visit(blockOf[start], numbers, blocks);
        for (var at = 1; at < blocks.Count; at++)
        {
            for (var own = 0; own < coarse.Count; own++)
                Visit(Target(blocks[at], classOf[own]), numbers, blocks);
        }

        var table = new int[blocks.Count * coarse.Count];
        for (var at = 0; at < blocks.Count; at++)
        {
            for (var own = 0; own < coarse.Count; own++)
                table[at * coarse.Count + own] = numbers[Target(blocks[at], classOf[own])];
        }

        return new Automaton(coarse, table, [.. blocks.Select(block => labels[members[from[block]]])], numbers[blockOf[start]]);
    }

    static void Visit(int block, Dictionary<int, int> numbers, List<int> blocks)
    {
        if (numbers.TryAdd(block, blocks.Count))
            blocks.Add(block);
    }

    int Target(int block, int own) => blockOf[next[members[from[block]] * classes + own]];

    /// <summary>(class) -> the first class that does the same in every state.</summary>
    int[] DistinctClasses()
    {
        var hashes = new ulong[classes];
        for (var block = 0; block < from.Count; block++)
        {
            for (var own = 0; own < classes; own++)
                hashes[own] = (hashes[own] ^ (uint)Target(block, own)) * 0x100000001B3; // FNV-1a
        }

        var distinct = new int[classes];
        for (var own = 0; own < classes; own++)
        {
            distinct[own] = own;
            for (var other = 1; other < own; other++)
            {
                if (hashes[other] == hashes[own] && distinct[other] == other && AreAlike(other, own))
                {
                    distinct[own] = other;
                    break;
                }
            }
        }

        return distinct;
    }

    bool AreAlike(int left, int right)
    {
        for (var block = 0; block < from.Count; block++)
        {
            if (Target(block, left) != Target(block, right))
                return false;
        }

        return true;
    }
}
