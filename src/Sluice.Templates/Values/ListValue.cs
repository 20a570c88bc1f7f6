namespace Sluice.Templates.Values;

internal sealed class ListValue(Value[] items) : SequenceValue(items)
{
    public static readonly ListValue Empty = new([]);

    public override string TypeName => "list";

    public override bool IsHashable => false;

    public override SequenceValue Of(Value[] items) => new ListValue(items);

    public static ListValue OfTexts(List<string> texts, TextValue model) => new([.. texts.Select(model.With)]);

    public override void WriteRepr(ReprWriter writer) => writer.WriteAll("[", Items, "]");

    public override Value? GetAttribute(string name) => Methods.SequenceMethods.FindOfList(this, name);

    public override bool Equals(object? obj) => obj is ListValue other && (ReferenceEquals(this, other) || ItemsEqual(other));

    public override int GetHashCode() => throw TemplateFault.Type("unhashable type: 'list'");
}
