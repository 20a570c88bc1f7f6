namespace Sluice.Templates;

/// <summary>What one rendering may cost. Templates come with models from strangers, so every cost has a bound.</summary>
public sealed record RenderLimits
{
    public static RenderLimits Default { get; } = new();

    /// <summary>Statements run, loop rounds, calls and items made, and one for each 64 characters made.
    /// Twenty million take a second or two; a conversation of 200 messages takes about ten thousand.</summary>
    public long MaxSteps { get; init; } = 20_000_000;

    /// <summary>Characters (UTF-16) of the result, and of any text made on the way.</summary>
    public int MaxOutputLength { get; init; } = 32 * 1024 * 1024;

    /// <summary>Macros and recursive loops within each other. Python's own bound lets about this many pass.</summary>
    public int MaxDepth { get; init; } = 200;
}
