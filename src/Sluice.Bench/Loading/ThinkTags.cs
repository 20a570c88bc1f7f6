namespace Sluice.Bench.Loading;

/// <summary>
/// Tells reasoning that a server left in the answer's text, between <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c> at its beginning, from the answer, however the
/// tags are cut into chunks. The tags count as reasoning.
/// </summary>
sealed class ThinkTags
{
    static ReadOnlySpan<byte> Open => "<think>"u8;

    static ReadOnlySpan<byte> Close => "</think>"u8;

    enum Place
    {
        /// <summary>Nothing but space so far, and perhaps the beginning of the tag.</summary>
        Beginning,
        Thinking,
        Answering,
    }

    Place _place;
    int _matched; // letters of the tag that is looked for

    /// <summary>How many characters that were counted as reasoning turned out to be the answer's: its beginning looked like the tag's. Asked once after each <see cref="Reasoning"/>.</summary>
    public int TakenBack { get; private set; }

    /// <summary>How many characters of the next piece of content are reasoning.</summary>
    public int Reasoning(ReadOnlySpan<byte> utf8)
    {
        TakenBack = 0;
        if (_place == Place.Answering) return 0;
        var (thought, pending) = (0, 0); // characters; those of this piece that are the beginning of a tag
        foreach (var each in utf8)
        {
            var character = (each & 0xC0) != 0x80 ? 1 : 0;
            switch (_place)
            {
                case Place.Beginning when each == Open[_matched]:
                    (pending, _matched) = (pending + 1, _matched + 1);
                    if (_matched == Open.Length) (_place, _matched, thought, pending) = (Place.Thinking, 0, thought + pending, 0);
                    break;
                case Place.Beginning when _matched == 0 && each is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t':
                    break; // before the tag or before the answer: the answer's either way
                case Place.Beginning:
                    TakenBack = _matched - pending; // letters that earlier pieces counted as reasoning
                    (_place, _matched, pending) = (Place.Answering, 0, 0);
                    break;
                case Place.Thinking:
                    thought += character;
                    _matched = each == Close[_matched] ? _matched + 1 : each == Close[0] ? 1 : 0;
                    if (_matched == Close.Length) _place = Place.Answering;
                    break;
                default:
                    break;
            }
        }

        return thought + pending;
    }
}
