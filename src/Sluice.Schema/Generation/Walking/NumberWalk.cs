namespace Sluice.Schema.Generation.Walking;

/// <summary>Writes a number digit by digit, whichever the machine lets through, and stops soon after it is whole.</summary>
internal sealed class NumberWalk(DocumentWalk walk)
{
    const int MaxDigits = 2_000; // the longest bound that the machine follows has 400 places before and behind the point

    public bool TryWrite()
    {
        if (!(walk.Random.Next(5) == 0 && walk.Pen.TryWrite("-"u8)) && !TryWriteDigit() && !walk.Pen.TryWrite("-"u8))
            return false;
        var wish = walk.Random.Next(4); // digits and points that the number could do without
        for (var written = 0; written < MaxDigits; written++)
        {
            var isWhole = walk.Pen.MayEndNumber();
            if (isWhole && wish-- <= 0)
                return true;
            if (!TryWriteMore(isWhole) && isWhole)
                return true;
        }

        throw new EndlessWalkException($"numbers of more than {MaxDigits} digits are not written");
    }

    bool TryWriteMore(bool isWhole)
    {
        if (walk.Random.Next(3) == 0 && walk.Pen.TryWrite("."u8) || walk.Options.VarySpelling && walk.Random.Next(12) == 0 && walk.Pen.TryWrite("e"u8) || TryWriteDigit())
            return true;
        return (isWhole ? (string[])["."] : [".", "e", "-", "+"]).Any(walk.Pen.TryWrite);
    }

    bool TryWriteDigit()
    {
        var first = walk.Random.Next(10);
        for (var offset = 0; offset < 10; offset++)
        {
            if (walk.Pen.TryWrite([(byte)('0' + (first + offset) % 10)]))
                return true;
        }

        return false;
    }
}
