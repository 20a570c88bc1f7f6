using Sluice.Schema.Answers.Shapes;

namespace Sluice.Schema.Generation.Walking;

/// <summary>Writes an array: as many items as asked for and a few more, as long as the machine has one that may follow.</summary>
internal sealed class ArrayWalk(DocumentWalk walk)
{
    const int MaxItems = 2_000; // longer arrays are not written

    public bool TryWrite(ArrayAlternative guide)
    {
        if (guide.MinItems > MaxItems)
            throw TooLong();
        if (!walk.Pen.TryWrite("["u8))
            return false;
        var goal = guide.MinItems + (long)(walk.IsModest ? 0 : walk.Random.Next(walk.Options.Generosity + 1));
        for (var count = 0; count < MaxItems; count++)
        {
            if (count >= goal && walk.Pen.TryWrite("]"u8) || !TryGoOn(count))
                return true;
            walk.WriteValue();
        }

        throw TooLong();
    }

    /// <summary>Makes ready for a further item; where there must be none, ends the array.</summary>
    bool TryGoOn(int count)
    {
        if (count == 0 ? walk.Pen.Expected().Count > 0 : walk.Pen.TryWrite(","u8))
            return true;
        if (walk.Pen.TryWrite("]"u8))
            return false;
        throw new InvalidOperationException($"the answer machine neither goes on nor ends the array after {walk.Pen.Text}");
    }

    static EndlessWalkException TooLong() => new($"arrays of more than {MaxItems} items are not written");
}
