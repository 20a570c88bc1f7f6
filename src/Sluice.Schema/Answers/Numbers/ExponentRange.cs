namespace Sluice.Schema.Answers.Numbers;

/// <summary>The exponents that a number in the making may take. long.MinValue and long.MaxValue mean without end.</summary>
internal readonly record struct ExponentRange(long Low, long High)
{
    const long Far = 100_000_000_000_000_000; // further digits change nothing that a schema could tell apart

    public static ExponentRange None => new(1, 0);

    public static ExponentRange Exactly(long exponent) => new(exponent, exponent);

    public bool IsEmpty => Low > High;

    /// <summary>Whether one of them can be written so that its text begins like this.</summary>
    public bool Reaches(in NumberPrefix prefix)
    {
        if (IsEmpty || prefix.ExponentSign == 0)
            return !IsEmpty;
        var (low, high) = Side(prefix.ExponentSign);
        if (low > high)
            return false;
        var digits = prefix.ExponentDigits;
        if (digits.TrimStart((byte)'0').IsEmpty)
            return true;
        var from = Value(digits);
        for (var to = from; ;)
        {
            if (to >= low && from <= high)
                return true;
            if (from > high || to >= Far)
                return high == long.MaxValue;
            (from, to) = (from * 10, to * 10 + 9);
        }
    }

    /// <summary>Those that can be written so, nearest to zero first; without end when the range is.</summary>
    public IEnumerable<long> Reachable(int sign, byte[] digits)
    {
        if (sign == 0)
        {
            // By turns, since either side may be without end.
            using var up = Reachable(1, []).GetEnumerator();
            using var down = Reachable(-1, []).Where(exponent => exponent != 0).GetEnumerator();
            for (bool hasUp = true, hasDown = true; hasUp || hasDown;)
            {
                if (hasUp && (hasUp = up.MoveNext()))
                    yield return up.Current;
                if (hasDown && (hasDown = down.MoveNext()))
                    yield return down.Current;
            }

            yield break;
        }

        var (low, high) = Side(sign);
        var significant = digits.AsSpan().TrimStart((byte)'0').Length > 0;
        var from = significant ? Value(digits) : 0;
        var to = significant ? from : long.MaxValue;
        for (; from <= high; (from, to) = (from * 10, to * 10 + 9))
        {
            for (var exponent = Math.Max(from, low); exponent <= to && exponent <= high && exponent < Far; exponent++)
                yield return sign * exponent;
            if (to >= Far)
                yield break;
        }
    }

    static long Value(ReadOnlySpan<byte> digits)
    {
        long value = 0;
        foreach (var digit in digits)
            value = Math.Min(value * 10 + (digit - '0'), Far);
        return value;
    }

    /// <summary>The sizes of the exponents of one sign.</summary>
    (long Low, long High) Side(int sign) => sign > 0
        ? (Math.Max(Low, 0), High)
        : (High == long.MaxValue ? 0 : Math.Max(-High, 0), Low == long.MinValue ? long.MaxValue : -Low);
}
