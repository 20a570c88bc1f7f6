using Sluice.Schema.Answers.Shapes;

namespace Sluice.Schema.Generation.Walking;

/// <summary>Writes an array: as many items as asked for and a few more, as long as the machine has one that may follow.</summary>
internal sealed class ArrayWalk(DocumentWalk walk)
{
    const int MaxItems = 2_000; // longer arrays are not written
    const int Patience = 8;     // items beyond the goal before those that are asked for are looked for
    const int MaxLooked = 50;   // values of one kind tried

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
            if (count < goal + Patience || !TryWriteAskedFor(guide, count))
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

    /// <summary>Writes an item of a kind that the array asks for: chance may not meet a rare one for a long time. Each kind has its turn.</summary>
    bool TryWriteAskedFor(ArrayAlternative guide, int count)
    {
        if (guide.Demands?.WaysAt(count).Where(way => way.Counted != 0).ToList() is not { Count: > 0 } ways)
            return false;
        return walk.Pen.ValuesOf(ways[count % ways.Count].Shape).Take(MaxLooked)
            .Any(value => walk.Pen.May(System.Text.Encoding.UTF8.GetBytes(value)) && walk.Pen.TryWrite(value));
    }

    static EndlessWalkException TooLong() => new($"arrays of more than {MaxItems} items are not written");
}
