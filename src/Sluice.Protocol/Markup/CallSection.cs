namespace Sluice.Protocol.Markup;

/// <summary>What stands in a section of calls, while it is written. For one section.</summary>
internal abstract class CallSection
{
    /// <summary>What is known after a piece.</summary>
    internal enum Verdict
    {
        /// <summary>It may become a call.</summary>
        Open,

        /// <summary><see cref="Calls"/> are there, and <see cref="Rest"/> is what follows them.</summary>
        Whole,

        /// <summary>It cannot become a call any more.</summary>
        NoCall,
    }

    /// <summary>All that was written.</summary>
    public abstract string Written { get; }

    /// <summary>The calls of a whole section.</summary>
    public IReadOnlyList<WrittenCall> Calls { get; private protected set; } = [];

    /// <summary>What was written after the calls.</summary>
    public string Rest { get; private protected set; } = "";

    /// <summary>A marker that stands here is text, such as one within a string.</summary>
    public virtual bool HoldsMarkers => false;

    public abstract Verdict Append(string piece);

    /// <summary>The section is over, by a marker or with the answer.</summary>
    public abstract Verdict Close();
}
