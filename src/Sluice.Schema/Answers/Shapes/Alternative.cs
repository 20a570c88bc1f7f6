using Sluice.Schema.Answers.Numbers;
using Sluice.Schema.Answers.Running;
using Sluice.Schema.Answers.Strings;
using Sluice.Schema.Answers.Strings.Languages;
using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>One way to fill a place, of one type.</summary>
internal abstract class Alternative(AlternativeKind kind)
{
    public AlternativeKind Kind { get; } = kind;

    /// <summary>Place in the grammar's list of alternatives.</summary>
    public int Id { get; set; }

    /// <summary>Values that fit in all else but are forbidden; null for none.</summary>
    public SeenValues? Except { get; init; }
}

/// <summary>null, true or false, as the kind says.</summary>
internal sealed class LiteralAlternative(AlternativeKind kind) : Alternative(kind);

internal sealed class NumberAlternative(NumberSet numbers) : Alternative(AlternativeKind.Number)
{
    public NumberSet Numbers { get; } = numbers;
}

/// <summary>Strings that keep to all of its rules.</summary>
internal sealed class StringAlternative() : Alternative(AlternativeKind.String)
{
    /// <summary>Code points.</summary>
    public int MinLength { get; init; }

    public int MaxLength { get; set; } = int.MaxValue;

    /// <summary>The strings that enum or const name; null when any will do. The lengths have been held against all of them.</summary>
    public StringSet? Members { get; init; }

    /// <summary>What patterns and formats leave, with the lengths; null when there are none, and never beside <see cref="Members"/> or <see cref="Verbatim"/>.</summary>
    public BoundedLanguage? Language { get; set; }

    /// <summary>Null when the string need not stand in the source text.</summary>
    public VerbatimRule? Verbatim { get; init; }

    /// <summary>Whether any string at all will do.</summary>
    public bool IsFree => MaxLength == int.MaxValue && MinLength == 0 && Members is null && Language is null && Verbatim is null && Except is null;
}

internal sealed class ArrayAlternative() : Alternative(AlternativeKind.Array)
{
    /// <summary>The first items, each with its own shape.</summary>
    public required Shape[] Prefix { get; init; }

    /// <summary>The items after those; null when there are none.</summary>
    public required Shape? Rest { get; init; }

    public int MinItems { get; init; }

    public int MaxItems { get; set; } = int.MaxValue;

    public bool Unique { get; init; }

    /// <summary>What is asked of some of the items; null for nothing.</summary>
    public ItemDemands? Demands { get; init; }

    /// <summary>The shape of the item at an index; null when no item may stand there.</summary>
    public Shape? ShapeAt(int index) => index >= MaxItems ? null : index < Prefix.Length ? Prefix[index] : Rest;
}

internal sealed class ObjectAlternative : Alternative
{
    readonly Dictionary<string, int> indexes;

    public ObjectAlternative(IReadOnlyList<ObjectProperty> properties, KeyClasses? others) : base(AlternativeKind.Object)
    {
        (Properties, Others) = ([.. properties], others);
        Names = new StringSet(properties.Select(property => property.Name));
        NamedKeys = new StringAlternative { Members = Names };
        indexes = properties.Select((property, index) => (property.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
        IndexOfName = [.. Enumerable.Range(0, Names.Count).Select(name => indexes[Names[name]])];
        NextRequired = new int[Properties.Length + 1];
        NextRequired[^1] = int.MaxValue;
        for (var index = Properties.Length - 1; index >= 0; index--)
            NextRequired[index] = Properties[index].Required ? index : NextRequired[index + 1];
        RequiredCount = Properties.Count(property => property.Required);
    }

    /// <summary>In the order in which the schema defines them.</summary>
    public ObjectProperty[] Properties { get; }

    /// <summary>Their names in the order of code points.</summary>
    public StringSet Names { get; }

    /// <summary>The names as strings.</summary>
    public StringAlternative NamedKeys { get; }

    /// <summary>(place in <see cref="Names"/>) -> place in <see cref="Properties"/>.</summary>
    public int[] IndexOfName { get; }

    /// <summary>(place in <see cref="Properties"/>, or one past the last) -> the nearest required property from there, int.MaxValue when there is none.</summary>
    public int[] NextRequired { get; }

    public int RequiredCount { get; }

    /// <summary>All other properties; null when there must be none.</summary>
    public KeyClasses? Others { get; }

    /// <summary>Demands that some key that is not defined be of certain classes, with a value of the shape given there; each must be met by a key of its own.</summary>
    public KeyClasses[] Witnesses { get; init; } = [];

    /// <summary>Demands that are not met yet.</summary>
    public int CountUnmet(uint witnessed) => Witnesses.Length - System.Numerics.BitOperations.PopCount(witnessed);

    /// <summary>Whether a key is one of the defined properties.</summary>
    public bool Has(string key) => indexes.ContainsKey(key);

    /// <summary>Keys of a class that no property has; <see cref="StringLanguage.Endless"/> when there are no fewer.</summary>
    public int CountOthers(int keyClass)
    {
        var count = Others!.CountFrom(Others.Start, keyClass);
        return count == StringLanguage.Endless ? count : count - Properties.Count(property => Others.ClassOf(property.Name) == keyClass);
    }

    public int MinProperties { get; init; }

    public int MaxProperties { get; set; } = int.MaxValue;
}

internal sealed record ObjectProperty(string Name, Shape Shape, bool Required);
