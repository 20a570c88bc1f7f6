using Sluice.Templates.Running;

namespace Sluice.Templates.Compiling;

/// <summary>Where a statement or expression stands while it is compiled.</summary>
internal sealed record Scope(Symbols Symbols, FunctionScope Function)
{
    /// <summary>Directly within an <c>if</c> or a conditional expression, where an unknown filter is an error only when it is reached.</summary>
    public bool IsSoft { get; init; }

    /// <summary>Whether a jump has a loop to go to.</summary>
    public bool InLoop { get; init; }

    public Scope Soft() => IsSoft ? this : this with { IsSoft = true };

    /// <summary>A scope within this one, its names still to be found; in a function of its own or in the same.</summary>
    public Scope Inner(bool ownFunction = false)
    {
        var function = ownFunction ? new FunctionScope(Function) : Function;
        return new(new Symbols(Symbols, function), function) { InLoop = InLoop && !ownFunction };
    }

    public ScopeEntry Entry(OutsideNames outside)
    {
        List<(int, SlotSource)> starts = [];
        foreach (var (variable, start) in Symbols.Starts)
        {
            if (variable.IsAssigned && Source(start, variable.Name, outside) is { } source)
                starts.Add((variable.Slot, source));
        }

        return new([.. starts]);
    }

    SlotSource? Source(Start start, string name, OutsideNames outside) => start switch
    {
        Start.Empty => new SlotSource.Nothing(),
        Start.Copied { Outer: { IsAssigned: true } outer } => new SlotSource.Outer(Function.HopsTo(outer.Home), outer.Slot),
        Start.Outside or Start.Copied => new SlotSource.Variable(outside.IndexOf(name)),
        _ => null,
    };
}
