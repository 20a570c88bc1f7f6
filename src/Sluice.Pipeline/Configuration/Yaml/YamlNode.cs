namespace Sluice.Pipeline.Configuration.Yaml;

/// <summary>A value of a YAML file and the line it begins on, from 1.</summary>
internal abstract record YamlNode(long Line)
{
    /// <summary>As messages call it: `'16'`, `a list`, `nothing`.</summary>
    public abstract string Shown { get; }
}

/// <param name="Style">How it was written.</param>
internal sealed record YamlScalar(long Line, string Text, YamlStyle Style) : YamlNode(Line)
{
    const int Quoted = 60; // characters of a value repeated in a message

    /// <summary>Nothing, `~` or `null`.</summary>
    public bool IsNull => Style == YamlStyle.Plain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Shown => IsNull ? "nothing" : Text.Length > Quoted ? $"'{Text[..Quoted].ReplaceLineEndings(" ")}…'" : $"'{Text.ReplaceLineEndings(" ")}'";
}

internal sealed record YamlList(long Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line)
{
    public override string Shown => "a list";
}

internal sealed record YamlMap(long Line, IReadOnlyList<YamlEntry> Entries) : YamlNode(Line)
{
    public override string Shown => "a mapping";

    public YamlNode? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;
}

/// <param name="Line">Of the key.</param>
internal sealed record YamlEntry(string Key, long Line, YamlNode Value);
