namespace Sluice.Pipeline.Configuration.Yaml;

/// <summary>How a scalar was written, as far as it matters for its meaning or for the lines within it.</summary>
internal enum YamlStyle
{
    /// <summary>Without quotes: may be a number, a boolean or null.</summary>
    Plain,

    /// <summary>In quotes, or folded: a text.</summary>
    Quoted,

    /// <summary>A block after `|`: a text that keeps its lines.</summary>
    Literal,
}
