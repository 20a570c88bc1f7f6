namespace Sluice.Schema.Grounding;

/// <summary>
/// All spans of one text that a verbatim value may be, as an automaton that is walked character by character. Word borders stand in the
/// indexed sequence as symbols of their own, so that "begins at a border" and "ends at a border" hold for one and the same place in the text.
/// </summary>
internal sealed class SpanIndex
{
    const int Border = -4;
    const int Never = int.MaxValue;

    readonly FoldedText text;
    readonly bool lines;
    readonly bool anyBorders;
    readonly SuffixAutomaton automaton;
    readonly int root;
    readonly int[] positions;  // (symbols of the sequence read) -> symbols of the text read
    readonly int[] distance;   // (state) -> fewest further characters after which a value may end
    readonly int[] closings;   // (position) -> the nearest position from there at which a span may end, Never when something stands between
    readonly int[] gaps;       // (position) -> runs of white space before it
    readonly int[] words;      // (position) -> words begun before it, the first of the text not counted

    /// <param name="lines">Whether spans begin a line and stay in it.</param>
    /// <param name="anyBorders">Whether spans may begin and end between any two characters.</param>
    public SpanIndex(FoldedText text, bool lines, bool anyBorders = false)
    {
        (this.text, this.lines, this.anyBorders) = (text, lines, anyBorders);
        var sequence = new List<int>(text.Length * 2 + 2);
        var at = new List<int>(text.Length * 2 + 3) { 0 };
        if (lines)
            Add(FoldedText.LineBreak, 0);
        for (var position = 0; position < text.Length; position++)
        {
            if (IsBorder(position))
                Add(Border, position);
            Add(SymbolAt(position), position + 1);
        }

        if (text.Length > 0)
            Add(Border, text.Length);
        positions = [.. at];
        automaton = new SuffixAutomaton(sequence.ToArray());
        root = automaton.Next(lines ? Math.Max(automaton.Next(0, FoldedText.LineBreak), 0) : 0, Border);
        distance = Distances();
        closings = Closings();
        gaps = CountBefore(position => SymbolAt(position) == FoldedText.Space);
        words = CountBefore(position => position > 0 && WordBorders.BeginsWord(SymbolAt(position - 1), SymbolAt(position)));

        void Add(int symbol, int position)
        {
            sequence.Add(symbol);
            at.Add(position);
        }
    }

    public int Length => text.Length;

    /// <summary>False when the text holds nothing that a verbatim value could be.</summary>
    public bool HasAny => root >= 0 && distance[root] != Never;

    /// <summary>Follows one more character of a value; false, with the walk unchanged, when no span goes on so.</summary>
    public bool TryStep(ref SpanWalk walk, int codePoint) => TryFollow(ref walk, text.SymbolOf(codePoint));

    /// <summary>Whether the value may end here.</summary>
    public bool CanClose(in SpanWalk walk) => walk is { Symbols: > 0, Last: >= 0 } && automaton.Next(walk.State, Border) >= 0;

    /// <summary>Fewest further characters after which the value may end; int.MaxValue when it never may.</summary>
    public int Distance(in SpanWalk walk) => walk.Symbols > 0 ? CanClose(walk) ? 0 : distance[walk.State] : root < 0 ? Never : distance[root];

    /// <summary>Whether some span goes on from here and ends at a length the limits allow.</summary>
    /// <param name="count">Characters of the value so far.</param>
    /// <param name="slack">Further white space that the run in progress could take.</param>
    public bool Reaches(in SpanWalk walk, int count, int slack, in SpanLimits limits)
    {
        var nearest = Distance(walk);
        if (nearest == Never || count + nearest > limits.MaxLength)
            return false;
        return limits is { Used: null, MaxWords: int.MaxValue } && count + nearest >= limits.MinLength || FindEnd(walk, count, slack, limits);
    }

    /// <summary>How many words so many symbols of the text are.</summary>
    public int CountWords(int start, int symbols) => words[start + symbols] - words[start + 1] + 1;

    /// <summary>The characters, other than white space, that a value may write for a symbol.</summary>
    public ReadOnlySpan<int> VariantsOf(int symbol, Span<int> single) => text.VariantsOf(symbol, single);

    /// <summary>The symbols that may come next, found by the automaton alone.</summary>
    public void AddNext(in SpanWalk walk, List<int> found)
    {
        if (walk.Symbols > 0)
            AddSymbols(walk.State, found);
        var bordered = walk.Symbols == 0 ? root : automaton.Next(walk.State, Border);
        if (bordered >= 0)
            AddSymbols(bordered, found);
    }

    /// <summary>Where a value that has been walked to its end stands: each the position of its first symbol, in ascending order.</summary>
    public List<int> Starts(in SpanWalk walk)
    {
        var found = new List<int>();
        foreach (var end in automaton.EndsOf(automaton.Next(walk.State, Border)))
            found.Add(positions[end] - walk.Symbols);
        found.Sort();
        return found;
    }

    /// <summary>One place where a value that has been walked to its end stands.</summary>
    public int AnyStart(in SpanWalk walk) => positions[automaton.EndsOf(automaton.Next(walk.State, Border))[0]] - walk.Symbols;

    bool TryFollow(ref SpanWalk walk, int symbol)
    {
        var from = walk.Symbols == 0 ? root
            : IsCut(walk.Last, symbol) ? automaton.Next(walk.State, Border)
            : walk.State;
        if (symbol == FoldedText.Space && (walk.Symbols == 0 || walk.Last == FoldedText.Space))
            return walk.Symbols > 0; // a value begins with no white space, and a run of it counts once
        var next = from < 0 ? -1 : automaton.Next(from, symbol);
        if (next < 0)
            return false;
        walk = new SpanWalk { State = next, Symbols = walk.Symbols + 1, Last = symbol };
        return true;
    }

    /// <summary>Whether a cut may be made before a position of the text.</summary>
    public bool IsBorder(int position) =>
        position == 0 || position == text.Length || IsCut(SymbolAt(position - 1), SymbolAt(position));

    /// <summary>A symbol of the text; line breaks are ordinary white space unless spans stay in their line.</summary>
    public int SymbolAt(int position) => text.Symbols[position] is FoldedText.LineBreak && !lines ? FoldedText.Space : text.Symbols[position];

    /// <summary>
    /// What may follow to the end of a value, in all mixtures of case unless that counts; each run of white space as one space. The fewest characters need not
    /// come first.
    /// </summary>
    public IEnumerable<string> Endings(SpanWalk walk)
    {
        var open = new Stack<(SpanWalk Walk, string Text)>();
        for (open.Push((walk, "")); open.TryPop(out var at);)
        {
            if (CanClose(at.Walk))
                yield return at.Text;
            foreach (var (character, next) in Continuations(at.Walk))
                open.Push((next, at.Text + char.ConvertFromUtf32(character)));
        }
    }

    List<(int Character, SpanWalk Next)> Continuations(in SpanWalk walk)
    {
        var symbols = new List<int>();
        AddNext(walk, symbols);
        var found = new List<(int, SpanWalk)>();
        Span<int> single = stackalloc int[1];
        foreach (var symbol in symbols)
        {
            var next = walk;
            if (!TryFollow(ref next, symbol))
                continue;
            foreach (var character in symbol == FoldedText.Space ? [' '] : text.VariantsOf(symbol, single))
                found.Add((character, next));
        }

        return found;
    }

    bool FindEnd(in SpanWalk walk, int count, int slack, in SpanLimits limits)
    {
        foreach (var read in automaton.EndsOf(walk.Symbols == 0 ? root : walk.State))
        {
            var from = positions[read];
            var start = from - walk.Symbols;
            if (walk.Symbols == 0 && (from == Length || SymbolAt(from) < 0))
                continue;
            for (var end = closings[walk.Symbols == 0 ? from + 1 : from]; end != Never; end = EndAfter(end))
            {
                var length = count + end - from;
                if (length > limits.MaxLength || CountWords(start, end - start) > limits.MaxWords || limits.Used?.IsPast(start, end) == true)
                    break;
                var longest = length + slack + (long)(gaps[end] - gaps[from]) * (limits.MaxSpaces - 1);
                if (longest >= limits.MinLength && limits.Used?.IsWithin(start, end) != true)
                    return true;
            }
        }

        return false;
    }

    bool IsCut(int left, int right) => anyBorders ? WordBorders.BetweenCharacters(left, right) : WordBorders.Between(left, right);

    int EndAfter(int end) => StopsAt(end) ? Never : closings[end + 1];

    /// <summary>Whether no span goes on over a position.</summary>
    bool StopsAt(int position) => position == text.Length || SymbolAt(position) is FoldedText.Marker or FoldedText.LineBreak;

    void AddSymbols(int state, List<int> found)
    {
        for (var index = automaton.FirstEdge(state); index >= 0; index = automaton.EdgeAt(index).Next)
        {
            if (automaton.EdgeAt(index).Symbol is >= 0 or FoldedText.Space)
                found.Add(automaton.EdgeAt(index).Symbol);
        }
    }

    /// <summary>Longer states first: edges lead to longer ones, so each finds its successors done.</summary>
    int[] Distances()
    {
        var last = new int[automaton.StateCount];
        for (var state = 0; state < last.Length; state++)
        {
            for (var index = automaton.FirstEdge(state); index >= 0; index = automaton.EdgeAt(index).Next)
                last[automaton.EdgeAt(index).Target] = automaton.EdgeAt(index).Symbol;
        }

        var order = new int[last.Length];
        for (var state = 0; state < order.Length; state++)
            order[state] = state;
        Array.Sort(order, (left, right) => automaton.LengthOf(right).CompareTo(automaton.LengthOf(left)));
        var found = new int[last.Length];
        foreach (var state in order)
            found[state] = Nearest(state, last[state], found);
        return found;
    }

    int Nearest(int state, int last, int[] found)
    {
        var nearest = Never;
        for (var index = automaton.FirstEdge(state); index >= 0; index = automaton.EdgeAt(index).Next)
        {
            var edge = automaton.EdgeAt(index);
            if (edge.Symbol == Border && last >= 0 && state != 0)
                return 0;
            if (edge.Symbol is >= 0 or FoldedText.Space && found[edge.Target] != Never)
                nearest = Math.Min(nearest, found[edge.Target] + 1);
            else if (edge.Symbol == Border)
                nearest = Math.Min(nearest, found[edge.Target]);
        }

        return nearest;
    }

    int[] Closings()
    {
        var ends = new int[text.Length + 2];
        ends[text.Length + 1] = Never;
        for (var position = text.Length; position >= 0; position--)
        {
            ends[position] = position > 0 && SymbolAt(position - 1) >= 0 && IsBorder(position) ? position
                : StopsAt(position) ? Never
                : ends[position + 1];
        }

        return ends;
    }

    int[] CountBefore(Func<int, bool> counts)
    {
        var before = new int[text.Length + 1];
        for (var position = 0; position < text.Length; position++)
            before[position + 1] = before[position] + (counts(position) ? 1 : 0);
        return before;
    }
}
