namespace Sluice.Schema.Answers.Running;

/// <summary>How far an object has been written, as one of its alternatives sees it. The default is its beginning.</summary>
internal readonly record struct ObjectProgress
{
    readonly int next;

    /// <summary>Members written.</summary>
    public int Count { get; init; }

    /// <summary>Required ones among them.</summary>
    public int RequiredCount { get; init; }

    public PropertyBits Taken { get; init; }

    /// <summary>The demands on some key that are met, a bit each.</summary>
    public uint Witnessed { get; init; }

    /// <summary>Place of the last defined property written, -1 before any; all of them once an undefined one has come.</summary>
    public int Last
    {
        get => next - 1;
        init => next = value + 1;
    }

    public ObjectProgress With(int index, bool required = false) => this with
    {
        Count = Count + 1,
        RequiredCount = RequiredCount + (required ? 1 : 0),
        Taken = Taken.With(index),
        Last = index,
    };
}
