namespace Sluice.Pipeline.Configuration;

/// <summary>Whether answers are asked for as streams.</summary>
public enum StreamUse
{
    /// <summary>Where something needs to see an answer while it is written.</summary>
    Auto,

    /// <summary>Always.</summary>
    Always,

    /// <summary>Never: each answer comes whole, which costs both sides less, and nothing is cut early.</summary>
    Never,
}
