namespace Sluice.Schema.Answers.Strings.Languages;

/// <summary>Finds all states that something deterministic can reach, and makes the smallest table of them.</summary>
internal static class AutomatonBuilder
{
    /// <param name="step">Where a state goes with a character class; null when nothing can come of it.</param>
    /// <param name="label">What a string that ends in a state is: 0 when it is nothing.</param>
    public static Automaton Build<TState>(Alphabet alphabet, TState start, Func<TState, int, TState?> step, Func<TState, int> label, LanguageBudget budget)
        where TState : struct, IEquatable<TState>
    {
        var numbers = new Dictionary<TState, int> { [start] = 1 };
        var states = new List<TState> { start };
        var next = new List<int>(alphabet.Count * 8);
        next.AddRange(Enumerable.Repeat(Automaton.Dead, alphabet.Count));
        for (var at = 0; at < states.Count; at++)
        {
            budget.Spend(alphabet.Count);
            next.Add(Automaton.Dead);
            for (var own = Alphabet.Surrogates + 1; own < alphabet.Count; own++)
            {
                if (step(states[at], own) is not { } target)
                {
                    next.Add(Automaton.Dead);
                    continue;
                }

                if (!numbers.TryGetValue(target, out var number))
                {
                    if (states.Count == LanguageBudget.MaxStates)
                        throw new LanguageLimitException($"it needs more than {LanguageBudget.MaxStates} states to be followed; shorter repetitions and fewer choices are allowed");
                    states.Add(target);
                    numbers.Add(target, number = states.Count);
                }

                next.Add(number);
            }
        }

        int[] labels = [0, .. states.Select(label)];
        return AutomatonMinimizer.Minimize(alphabet, [.. next], labels, start: 1);
    }
}
