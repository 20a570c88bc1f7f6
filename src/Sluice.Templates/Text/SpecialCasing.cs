using System.Collections.Frozen;

namespace Sluice.Templates.Text;

/// <summary>Characters whose upper case is more than one character: SpecialCasing.txt of the Unicode Character Database,
/// the rules without condition. The Greek block U+1F80 to U+1FAF follows a rule and is computed.</summary>
internal static class SpecialCasing
{
    static readonly FrozenDictionary<char, (string Upper, string Title)> Table = new Dictionary<char, (string, string)>
    {
        ['\u00df'] = ("\u0053\u0053", "\u0053\u0073"),
        ['\u0149'] = ("\u02bc\u004e", "\u02bc\u004e"),
        ['\u01f0'] = ("\u004a\u030c", "\u004a\u030c"),
        ['\u0390'] = ("\u0399\u0308\u0301", "\u0399\u0308\u0301"),
        ['\u03b0'] = ("\u03a5\u0308\u0301", "\u03a5\u0308\u0301"),
        ['\u0587'] = ("\u0535\u0552", "\u0535\u0582"),
        ['\u1e96'] = ("\u0048\u0331", "\u0048\u0331"),
        ['\u1e97'] = ("\u0054\u0308", "\u0054\u0308"),
        ['\u1e98'] = ("\u0057\u030a", "\u0057\u030a"),
        ['\u1e99'] = ("\u0059\u030a", "\u0059\u030a"),
        ['\u1e9a'] = ("\u0041\u02be", "\u0041\u02be"),
        ['\u1f50'] = ("\u03a5\u0313", "\u03a5\u0313"),
        ['\u1f52'] = ("\u03a5\u0313\u0300", "\u03a5\u0313\u0300"),
        ['\u1f54'] = ("\u03a5\u0313\u0301", "\u03a5\u0313\u0301"),
        ['\u1f56'] = ("\u03a5\u0313\u0342", "\u03a5\u0313\u0342"),
        ['\u1fb2'] = ("\u1fba\u0399", "\u1fba\u0345"),
        ['\u1fb3'] = ("\u0391\u0399", "\u1fbc"),
        ['\u1fb4'] = ("\u0386\u0399", "\u0386\u0345"),
        ['\u1fb6'] = ("\u0391\u0342", "\u0391\u0342"),
        ['\u1fb7'] = ("\u0391\u0342\u0399", "\u0391\u0342\u0345"),
        ['\u1fbc'] = ("\u0391\u0399", "\u1fbc"),
        ['\u1fc2'] = ("\u1fca\u0399", "\u1fca\u0345"),
        ['\u1fc3'] = ("\u0397\u0399", "\u1fcc"),
        ['\u1fc4'] = ("\u0389\u0399", "\u0389\u0345"),
        ['\u1fc6'] = ("\u0397\u0342", "\u0397\u0342"),
        ['\u1fc7'] = ("\u0397\u0342\u0399", "\u0397\u0342\u0345"),
        ['\u1fcc'] = ("\u0397\u0399", "\u1fcc"),
        ['\u1fd2'] = ("\u0399\u0308\u0300", "\u0399\u0308\u0300"),
        ['\u1fd3'] = ("\u0399\u0308\u0301", "\u0399\u0308\u0301"),
        ['\u1fd6'] = ("\u0399\u0342", "\u0399\u0342"),
        ['\u1fd7'] = ("\u0399\u0308\u0342", "\u0399\u0308\u0342"),
        ['\u1fe2'] = ("\u03a5\u0308\u0300", "\u03a5\u0308\u0300"),
        ['\u1fe3'] = ("\u03a5\u0308\u0301", "\u03a5\u0308\u0301"),
        ['\u1fe4'] = ("\u03a1\u0313", "\u03a1\u0313"),
        ['\u1fe6'] = ("\u03a5\u0342", "\u03a5\u0342"),
        ['\u1fe7'] = ("\u03a5\u0308\u0342", "\u03a5\u0308\u0342"),
        ['\u1ff2'] = ("\u1ffa\u0399", "\u1ffa\u0345"),
        ['\u1ff3'] = ("\u03a9\u0399", "\u1ffc"),
        ['\u1ff4'] = ("\u038f\u0399", "\u038f\u0345"),
        ['\u1ff6'] = ("\u03a9\u0342", "\u03a9\u0342"),
        ['\u1ff7'] = ("\u03a9\u0342\u0399", "\u03a9\u0342\u0345"),
        ['\u1ffc'] = ("\u03a9\u0399", "\u1ffc"),
        ['\ufb00'] = ("\u0046\u0046", "\u0046\u0066"),
        ['\ufb01'] = ("\u0046\u0049", "\u0046\u0069"),
        ['\ufb02'] = ("\u0046\u004c", "\u0046\u006c"),
        ['\ufb03'] = ("\u0046\u0046\u0049", "\u0046\u0066\u0069"),
        ['\ufb04'] = ("\u0046\u0046\u004c", "\u0046\u0066\u006c"),
        ['\ufb05'] = ("\u0053\u0054", "\u0053\u0074"),
        ['\ufb06'] = ("\u0053\u0054", "\u0053\u0074"),
        ['\ufb13'] = ("\u0544\u0546", "\u0544\u0576"),
        ['\ufb14'] = ("\u0544\u0535", "\u0544\u0565"),
        ['\ufb15'] = ("\u0544\u053b", "\u0544\u056b"),
        ['\ufb16'] = ("\u054e\u0546", "\u054e\u0576"),
        ['\ufb17'] = ("\u0544\u053d", "\u0544\u056d"),
    }.ToFrozenDictionary();

    public static bool TryFind(char c, out (string Upper, string Title) cases)
    {
        if (c is < '\u1f80' or > '\u1faf')
            return Table.TryGetValue(c, out cases);

        // Three rows of sixteen: eight small letters with iota subscript, then their eight title-case forms.
        var plain = (c & 0xfff0) switch { 0x1f80 => 0x1f08, 0x1f90 => 0x1f28, _ => 0x1f68 };
        cases = ($"{(char)(plain + (c & 7))}\u0399", ((char)(c | 8)).ToString());
        return true;
    }
}
