using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Numbers;

/// <summary>The numbers that one place of an answer may hold, and the ways in which they may be written.</summary>
internal abstract class NumberSet
{
    public abstract bool IsEmpty { get; }

    /// <summary>Whether there are so many, as far as that shows without listing them.</summary>
    public abstract bool HasAtLeast(int count);

    /// <summary>Whether a number written whole is one of them.</summary>
    public abstract bool Contains(JsonNumber number);

    /// <summary>Whether a number of the set, written whole, may be written like this.</summary>
    public virtual bool MayStandAs(ReadOnlySpan<byte> text) => true;

    /// <summary>Whether there is no rule for them at all.</summary>
    public virtual bool IsEverything => false;

    /// <summary>The same as <see cref="Contains(JsonNumber)"/>, found without taking memory; null when that is not possible.</summary>
    public virtual bool? Contains(SmallNumber number) => null;

    /// <summary>Whether one of them can be written so that its text begins like this.</summary>
    public abstract bool Reaches(in NumberPrefix prefix);

    /// <summary>Those that can be written so, each once, as many as there are: the sequence may be endless.</summary>
    public abstract IEnumerable<JsonNumber> Reachable(byte[] prefix);
}
