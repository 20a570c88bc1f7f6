namespace Sluice.Schema.Answers.Running;

/// <summary>
/// Which bytes JSON's own grammar could take in each place of a document. What it leaves out is certainly refused, what it names may be
/// refused all the same; so that most bytes need no trial.
/// </summary>
internal static class NextBytes
{
    static readonly ulong[][] Sets =
    [
        .. Enum.GetValues<MachineMode>().Select(mode => SetOf(next => OfMode(mode, (byte)next))),
        .. Enum.GetValues<CharacterPhase>().Select(phase => SetOf(next => OfPhase(phase, (byte)next))),
    ];

    /// <summary>256 bits, one for each byte.</summary>
    public static ulong[] Of(MachineMode mode) => Sets[(int)mode];

    /// <summary>The same within a string or key.</summary>
    public static ulong[] Of(CharacterPhase phase) => Sets[(int)MachineMode.Done + 1 + (int)phase];

    public static bool Has(ulong[] set, byte next) => (set[next >> 6] >> (next & 63) & 1) != 0;

    static ulong[] SetOf(Func<int, bool> takes)
    {
        var set = new ulong[4];
        foreach (var next in Enumerable.Range(0, 256).Where(takes))
            set[next >> 6] |= 1UL << (next & 63);
        return set;
    }

    static bool OfMode(MachineMode mode, byte next) => IsSpace(next) && mode != MachineMode.Literal || mode switch
    {
        MachineMode.Value => BeginsValue(next),
        MachineMode.FirstItem => BeginsValue(next) || next == ']',
        MachineMode.FirstKey => next is (byte)'"' or (byte)'}',
        MachineMode.NextKey => next == '"',
        MachineMode.Colon => next == ':',
        MachineMode.AfterValue => next is (byte)',' or (byte)'}' or (byte)']',
        MachineMode.Number => NumberReader.IsPart(next) || next is (byte)',' or (byte)'}' or (byte)']',
        MachineMode.Literal => next is >= (byte)'a' and <= (byte)'u',
        MachineMode.Done => false,
        _ => true, // strings and keys: OfPhase says
    };

    static bool OfPhase(CharacterPhase phase, byte next) => phase switch
    {
        CharacterPhase.Between => next is >= 0x20 and (< 0x80 or >= 0xC2) and <= 0xF4,
        CharacterPhase.Utf8 => (next & 0xC0) == 0x80,
        CharacterPhase.Escape => "\"\\/bfnrtu".Contains((char)next, StringComparison.Ordinal),
        CharacterPhase.Hex => char.IsAsciiHexDigit((char)next),
        CharacterPhase.LowEscape => next == '\\',
        _ => next == 'u',
    };

    static bool BeginsValue(byte next) => next is (byte)'{' or (byte)'[' or (byte)'"' or (byte)'t' or (byte)'f' or (byte)'n' or (byte)'-' or (>= (byte)'0' and <= (byte)'9');

    static bool IsSpace(byte next) => next is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';
}
