namespace Sluice.Schema.Answers.Strings.Languages;

/// <summary>Several automata that read a string side by side.</summary>
internal sealed class AutomatonProduct
{
    readonly Automaton[] parts;
    readonly Alphabet alphabet;
    readonly int[][] classes; // (part, class of the product) -> class of the part

    public AutomatonProduct(IReadOnlyList<Automaton> parts)
    {
        this.parts = [.. parts];
        alphabet = parts.Select(part => part.Alphabet).Aggregate(Alphabet.Single, Alphabet.Join);
        var first = alphabet.Representatives();
        classes = [.. parts.Select(part => first.Select(part.Alphabet.ClassOf).ToArray())];
    }

    /// <param name="label">What a string is that the parts say these things of, each by its own label.</param>
    public Automaton Build(Func<int[], int> label, LanguageBudget budget) => AutomatonBuilder.Build<States>(
        alphabet,
        new States([.. parts.Select(part => part.Start)]),
        Step,
        states => label([.. parts.Select((part, index) => part.LabelOf(states.Each[index]))]),
        budget);

    States? Step(States states, int own)
    {
        var next = new int[parts.Length];
        for (var part = 0; part < parts.Length; part++)
            next[part] = parts[part].StepByClass(states.Each[part], classes[part][own]);
        return new States(next);
    }

    readonly record struct States(int[] Each)
    {
        public bool Equals(States other) => Each.AsSpan().SequenceEqual(other.Each);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var state in Each)
                hash.Add(state);
            return hash.ToHashCode();
        }
    }
}
