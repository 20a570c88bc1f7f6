namespace Sluice.Protocol.Markup;

/// <summary>How a family writes a call around its JSON.</summary>
internal abstract class CallShape
{
    /// <summary>The JSON has not begun.</summary>
    public const int NotYet = -1;

    /// <summary>What is written is no call.</summary>
    public const int Never = -2;

    /// <summary>What may stand after the JSON and says nothing, beside white space.</summary>
    public virtual string Between => "";

    /// <summary>Another call may follow without a marker of its own.</summary>
    public virtual bool Repeats => false;

    /// <summary>Where the JSON begins, <see cref="NotYet"/> or <see cref="Never"/>. The answer for a text is that for every longer one, once it is not <see cref="NotYet"/>.</summary>
    public abstract int FindJson(string text);

    /// <summary>The calls; null when it is none.</summary>
    public abstract IReadOnlyList<WrittenCall>? Read(string before, string json);
}
