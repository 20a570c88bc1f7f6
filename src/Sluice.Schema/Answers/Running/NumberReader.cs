namespace Sluice.Schema.Answers.Running;

/// <summary>Follows the grammar of a JSON number, byte by byte.</summary>
internal struct NumberReader
{
    NumberPhase phase;

    /// <summary>Whether the bytes read are a number as they stand.</summary>
    public readonly bool IsWhole => phase is NumberPhase.Zero or NumberPhase.Whole or NumberPhase.Fraction or NumberPhase.Exponent;

    /// <summary>Whether a byte could go on a number, so that it does not end one.</summary>
    public static bool IsPart(byte next) => next is (>= (byte)'0' and <= (byte)'9') or (byte)'.' or (byte)'-' or (byte)'+' or (byte)'e' or (byte)'E';

    public bool TryRead(byte next)
    {
        var digit = next is >= (byte)'0' and <= (byte)'9';
        NumberPhase? after = (phase, next) switch
        {
            (NumberPhase.Start, (byte)'-') => NumberPhase.Minus,
            (NumberPhase.Start or NumberPhase.Minus, (byte)'0') => NumberPhase.Zero,
            (NumberPhase.Start or NumberPhase.Minus or NumberPhase.Whole, _) when digit => NumberPhase.Whole,
            (NumberPhase.Zero or NumberPhase.Whole, (byte)'.') => NumberPhase.Point,
            (NumberPhase.Point or NumberPhase.Fraction, _) when digit => NumberPhase.Fraction,
            (NumberPhase.Zero or NumberPhase.Whole or NumberPhase.Fraction, (byte)'e' or (byte)'E') => NumberPhase.Mark,
            (NumberPhase.Mark, (byte)'+' or (byte)'-') => NumberPhase.Sign,
            (NumberPhase.Mark or NumberPhase.Sign or NumberPhase.Exponent, _) when digit => NumberPhase.Exponent,
            _ => null,
        };
        phase = after ?? phase;
        return after is not null;
    }

    enum NumberPhase : byte
    {
        Start,
        Minus,
        Zero,
        Whole,
        Point,
        Fraction,
        Mark,
        Sign,
        Exponent,
    }
}
