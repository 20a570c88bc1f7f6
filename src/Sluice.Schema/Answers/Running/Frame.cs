using Sluice.Schema.Answers.Shapes;
using Sluice.Schema.Grounding;

namespace Sluice.Schema.Answers.Running;

/// <summary>One alternative that the value in progress may still turn out to be, and how far it has come. Plain data: copying is forking.</summary>
internal struct Frame
{
    public Alternative Alternative;

    /// <summary>Ruled out; to be forgotten when its neighbours have been asked too.</summary>
    public bool IsDropped;

    /// <summary>What the place that this value fills asked to avoid when the value began; tells which places the value will do for.</summary>
    public Place Place;

    /// <summary>Values to avoid that the value may still turn into.</summary>
    public SeenValues? Avoid;

    /// <summary>Strings: characters so far. Arrays: items so far.</summary>
    public int Count;

    /// <summary>Strings of a set, and keys: the members of the set that begin like this are From to To, without To.</summary>
    public int From;

    public int To;

    /// <summary>Strings of a language, and keys of a class: how far the language has been read.</summary>
    public int State;

    /// <summary>Verbatim strings: the place in the text, and the run of white space in progress.</summary>
    public SpanWalk Walk;

    public int Spaces;

    /// <summary>Objects: what is written, and the property whose key was written last; -1 for an undefined one.</summary>
    public ObjectProgress Progress;

    public int Property;

    /// <summary>Arrays of unique items: the items so far.</summary>
    public SeenValues? Items;

    /// <summary>Objects that demand some key: the demand, counted from 1, that the key in progress is to meet; 0 for none.</summary>
    public int Witness;

    /// <summary>Arrays that make demands: how many items are counted for each, and for which the next one is to be.</summary>
    public ulong Counts;

    public int Counted;

    /// <summary>Arrays whose verbatim items must be distinct: the spans taken so far.</summary>
    public UsedSpans? Used;

    /// <summary>Arrays and objects: what the value that comes next must fill; a null shape when none may.</summary>
    public Place Next;
}
