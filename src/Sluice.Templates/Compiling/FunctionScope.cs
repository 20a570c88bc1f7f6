namespace Sluice.Templates.Compiling;

/// <summary>A function being compiled: the template, a macro, a call block or a recursive loop. Its variables live in one row of slots.</summary>
internal sealed class FunctionScope(FunctionScope? outer)
{
    public int Slots { get; private set; }

    public int Allocate() => Slots++;

    /// <summary>How many functions outwards <paramref name="home"/> lies.</summary>
    public int HopsTo(FunctionScope home)
    {
        var hops = 0;
        for (var function = this; function != home; function = function.Outer!)
            hops++;
        return hops;
    }

    FunctionScope? Outer => outer;
}
