namespace Sluice.Schema.Answers.Running;

/// <summary>Finds what every answer goes on with, byte by byte, by trying which bytes the machine would take.</summary>
/// <param name="at">A state to walk with.</param>
/// <param name="trial">Another one, to try single bytes with.</param>
internal sealed class ForcedText(MachineState at, MachineState trial)
{
    // Between strings a token of JSON is made of these. The order finds two that are possible, where there are, soon.
    static readonly byte[] structure = [.. "\"0123456789{[ntf,]}:-.eE+rualsi"u8];

    // In strings all but control characters, letters first.
    static readonly byte[] text =
        [.. "etaoinsrhldcumf\"gpwybvkxjqzETAOINSRHLDCUMFGPWYBVKXJQZ"u8, .. Enumerable.Range(0x20, 0xE0).Select(value => (byte)value).Where(value => value != '"' && !char.IsAsciiLetter((char)value))];

    /// <summary>Fills the span from its start; see <see cref="AnswerMachine.Forced"/>.</summary>
    /// <param name="written">The answer so far.</param>
    public int Find(MachineState from, ReadOnlySpan<byte> written, Span<byte> found, out bool endsAnswer)
    {
        at.CopyFrom(from);
        var hasSpaces = HasSpaces(written);
        var separated = !at.IsInText && written.Length > 0 && IsSeparator(written[^1]);
        var length = 0;
        while (length < found.Length && !at.CanEnd && !(separated && hasSpaces is null))
        {
            if (!(separated && hasSpaces is true && IsTaken((byte)' ')))
            {
                if (!TryFindOnly(out found[length]))
                    break;
            }
            else
            {
                found[length] = (byte)' ';
            }

            separated = !at.IsInText && IsSeparator(found[length]);
            at.TryRead(found[length++]);
        }

        endsAnswer = at.IsComplete;
        return length;
    }

    /// <summary>Whether a space follows the first colon or comma of an answer; null when none has come, or no byte after it.</summary>
    static bool? HasSpaces(ReadOnlySpan<byte> written)
    {
        var inText = false;
        for (var i = 0; i < written.Length - 1; i++)
        {
            if (written[i] == '"')
                inText = !inText;
            else if (inText && written[i] == '\\')
                i++;
            else if (!inText && IsSeparator(written[i]))
                return written[i + 1] == ' ';
        }

        return null;
    }

    static bool IsSeparator(byte value) => value is (byte)':' or (byte)',';

    bool IsTaken(byte next)
    {
        trial.CopyFrom(at);
        return trial.TryRead(next);
    }

    bool TryFindOnly(out byte only)
    {
        var count = 0;
        only = 0;
        foreach (var next in at.IsInText ? text : structure)
        {
            if (!IsTaken(next))
                continue;
            if (++count > 1)
                return false;
            only = next;
        }

        return count == 1;
    }
}
