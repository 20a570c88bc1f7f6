namespace Sluice.Schema.Loading;

/// <summary>A regular expression of a schema, by the meaning of ECMA-262 with Unicode characters.</summary>
public sealed class EcmaPattern(string source)
{
    /// <summary>The expression as the schema writes it.</summary>
    public string Source { get; } = source;
}
