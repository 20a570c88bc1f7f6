namespace Sluice.Templates.Compiling;

/// <summary>A name in one scope.</summary>
internal sealed class Variable(FunctionScope home, string name)
{
    int? slot;

    public FunctionScope Home => home;

    public string Name => name;

    /// <summary>Whether the scope assigns it. If not, it is the caller's variable of that name and needs no slot.</summary>
    public bool IsAssigned { get; set; }

    public int Slot => slot ??= home.Allocate();
}
