namespace Sluice.Schema.Answers.Shapes;

/// <summary>
/// What may stand in one place of an answer, in normal form: a value must fit one of the alternatives, and each alternative is of one
/// type and free of combinators, so that what fits it can be decided, and completed, while it is written.
/// </summary>
internal sealed class Shape
{
    /// <summary>Place in the grammar's list of shapes.</summary>
    public int Id { get; init; }

    /// <summary>Set once, after the shapes that it may lead back to exist.</summary>
    public Alternative[] Alternatives { get; set; } = [];
}
