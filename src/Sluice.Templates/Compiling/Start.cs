namespace Sluice.Templates.Compiling;

/// <summary>What a variable holds when its scope is entered.</summary>
internal abstract record Start
{
    /// <summary>What a loop, a call or a <c>with</c> puts there.</summary>
    public sealed record Given : Start;

    /// <summary>Nothing: reading it before it is assigned gives undefined, even where the caller has a variable of that name.</summary>
    public sealed record Empty : Start;

    /// <summary>The caller's variable of that name.</summary>
    public sealed record Outside : Start;

    /// <summary>The variable of that name in a scope around this one.</summary>
    public sealed record Copied(Variable Outer) : Start;
}
