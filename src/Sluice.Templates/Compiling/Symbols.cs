namespace Sluice.Templates.Compiling;

/// <summary>
/// The names of one scope, found before it is compiled: a name that is assigned anywhere in a scope is that scope's own throughout.
/// What it holds before the assignment depends on whether it was read first, and on the scopes around.
/// </summary>
internal sealed class Symbols
{
    readonly Symbols? around;
    readonly FunctionScope function;
    readonly Dictionary<string, Variable> created;      // shared with the branches of an if, which are the same scope
    readonly Dictionary<string, Variable> known;
    readonly Dictionary<Variable, Start> starts;
    readonly HashSet<string> assigned;
    readonly BranchBudget budget;

    public Symbols(Symbols? outer, FunctionScope function)
    {
        (around, this.function) = (outer, function);
        budget = outer?.budget ?? new BranchBudget();
        (created, known, starts, assigned) = ([], [], [], []);
    }

    Symbols(Symbols original)
    {
        (around, function, created, budget) = (original.around, original.function, original.created, original.budget);
        (known, starts, assigned) = (new(original.known), new(original.starts), [.. original.assigned]);
    }

    public IEnumerable<KeyValuePair<Variable, Start>> Starts => starts;

    public Variable? Find(string name) => known.GetValueOrDefault(name) ?? around?.Find(name);

    public void Read(string name)
    {
        if (Find(name) is null)
            Define(name, new Start.Outside());
    }

    public void Assign(string name)
    {
        assigned.Add(name);
        if (!known.ContainsKey(name))
            Define(name, around?.Find(name) is { } outer ? new Start.Copied(outer) : new Start.Empty());
        known[name].IsAssigned = true;
    }

    public Variable Give(string name)
    {
        assigned.Add(name);
        var variable = Define(name, new Start.Given());
        variable.IsAssigned = true;
        return variable;
    }

    /// <exception cref="TemplateFault">The branches of the template know too many names.</exception>
    public Symbols Branch()
    {
        budget.Spend(known.Count + starts.Count + assigned.Count);
        return new(this);
    }

    /// <summary>Takes over what the branches of an <c>if</c> found. What only they assign may also stay as it was before.</summary>
    public void Join(params Symbols[] branches)
    {
        HashSet<string> fresh = [.. branches.SelectMany(branch => branch.assigned)];
        fresh.ExceptWith(assigned);
        foreach (var branch in branches)
        {
            foreach (var (name, variable) in branch.known)
                known[name] = variable;
            foreach (var (variable, start) in branch.starts)
                starts[variable] = start;
            assigned.UnionWith(branch.assigned);
        }

        foreach (var name in fresh)
            starts[Find(name)!] = around?.Find(name) is { } outer ? new Start.Copied(outer) : new Start.Outside();
    }

    Variable Define(string name, Start start)
    {
        if (!created.TryGetValue(name, out var variable))
            created[name] = variable = new Variable(function, name);
        known[name] = variable;
        starts[variable] = start;
        return variable;
    }
}
