namespace Sluice.Protocol.Markup;

/// <summary>What the JSON of a call is, by family.</summary>
public enum CallForm
{
    /// <summary>An object with the function's name and its arguments.</summary>
    Object,

    /// <summary>An array of such objects.</summary>
    Array,

    /// <summary>The arguments alone; the name stands before.</summary>
    Arguments,
}
