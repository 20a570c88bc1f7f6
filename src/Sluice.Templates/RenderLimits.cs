namespace Sluice.Templates;

/// <summary>What one rendering may cost. Templates come with models from strangers, so every cost has a bound.</summary>
public sealed record RenderLimits
{
    public static RenderLimits Default { get; } = new();

    /// <summary>Statements run, names and constants read, loop rounds, calls and items made, and one for each 32 characters made or read through.
    /// Five million take about a second and at most some 400 MB; a conversation of 200 messages takes some ten thousands.</summary>
    public long MaxSteps { get; init; } = 5_000_000;

    /// <summary>Characters (UTF-16) of the result, and of any text made on the way.</summary>
    public int MaxOutputLength { get; init; } = 8 * 1024 * 1024;

    /// <summary>Macros and recursive loops within each other. Python's own bound lets about this many pass.</summary>
    public int MaxDepth { get; init; } = 200;
}
