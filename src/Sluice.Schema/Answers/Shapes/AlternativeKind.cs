namespace Sluice.Schema.Answers.Shapes;

/// <summary>What the first byte of a value tells about it.</summary>
internal enum AlternativeKind
{
    Null,
    True,
    False,
    Number,
    String,
    Array,
    Object,
}
