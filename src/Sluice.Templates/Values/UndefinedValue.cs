using Sluice.Templates.Text;

namespace Sluice.Templates.Values;

/// <summary>What a name, attribute or item that is not there gives. In the lenient kind printing, iterating, counting and
/// truth pass; in the strict kind they are errors too.</summary>
internal sealed class UndefinedValue : Value
{
    readonly bool strict;
    readonly TemplateErrorKind kind;
    readonly Func<string> message;
    IReadOnlyList<string>? path;

    UndefinedValue(bool strict, TemplateErrorKind kind, Func<string> message)
    {
        this.strict = strict;
        this.kind = kind;
        this.message = message;
    }

    public override string TypeName => strict ? "StrictUndefined" : "Undefined";

    public override bool IsTrue => Passed(false);

    public override int? Count => Passed(0);

    public override bool IsHashable => Passed(true);

    /// <summary>It has a call, which raises.</summary>
    public override bool IsCallable => true;

    public static UndefinedValue Name(string name, bool strict) =>
        new(strict, TemplateErrorKind.Undefined, () => $"'{name}' is undefined");

    public static UndefinedValue Attribute(Value owner, string name, bool strict) =>
        new(strict, TemplateErrorKind.Undefined, () => $"'{Describe(owner)}' has no attribute {PythonQuote.Of(name)}");

    public static UndefinedValue Element(Value owner, Value key, bool strict) => key is TextValue text
        ? Attribute(owner, text.Raw, strict)
        : new(strict, TemplateErrorKind.Undefined, () => $"{Describe(owner)} has no element {Written(key)}");

    /// <summary>With a sentence of its own instead of a name.</summary>
    public static UndefinedValue Because(string sentence, bool strict) => new(strict, TemplateErrorKind.Undefined, () => sentence);

    /// <summary>An attribute that Python has and its sandbox hides: using it is a security error.</summary>
    public static UndefinedValue Unsafe(Value owner, string name) => new(false, TemplateErrorKind.Security,
        () => $"access to attribute {PythonQuote.Of(name)} of '{owner.TypeName}' object is unsafe.");

    /// <summary>How the template asked for it, by names alone; the longest way met counts.</summary>
    public UndefinedValue From(IReadOnlyList<string>? names)
    {
        path = names ?? path;
        return this;
    }

    public TemplateFault Fault() => new(kind, message()) { Path = path };

    /// <summary>Refuses a use that only the lenient kind lets pass.</summary>
    public T Passed<T>(T result) => strict ? throw Fault() : result;

    public override string ToText(Running.Rendering rendering) => Passed("");

    public override void WriteRepr(ReprWriter writer) => writer.Append(Passed("Undefined"));

    public override IEnumerable<Value> Iterate() => Passed(Array.Empty<Value>());

    public override Value Call(Arguments arguments, Running.Rendering rendering) => throw Fault();

    public override bool Equals(object? obj) => Passed(obj is UndefinedValue);

    public override int GetHashCode() => Passed(1);

    static string Describe(Value owner) => owner is NoneValue ? "None" : $"{owner.TypeName} object";

    static string Written(Value key) => key switch
    {
        IntegerValue integer => integer.ToDigits(),
        FloatValue number => FloatText.Repr(number.Number),
        BoolValue truth => truth.IsTrue ? "True" : "False",
        NoneValue => "None",
        _ => $"of type {key.TypeName}",
    };
}
