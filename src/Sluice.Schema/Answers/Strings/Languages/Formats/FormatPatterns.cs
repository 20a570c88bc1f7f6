namespace Sluice.Schema.Answers.Strings.Languages.Formats;

/// <summary>Formats that a regular expression of bearable size describes, to be anchored at both ends.</summary>
internal static class FormatPatterns
{
    const string Hex = "[\\da-fA-F]";
    const string Escape = "%" + Hex + "{2}";
    const string Octet = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    const string Pointer = "(?:/(?:[^~/]|~[01])*)*";

    // A year divisible by 4 that is no century, or a century divisible by 400.
    const string LeapYear = "(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)";

    public const string Date = "\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|" + LeapYear + "-02-29";

    public const string IpV4 = Octet + "(?:\\." + Octet + "){3}";

    public static string For(string format) => format switch
    {
        "duration" => $"P(?:\\d+W|{Run('Y', 'M', 'D')}|{Run('Y', 'M', 'D')}?T{Run('H', 'M', 'S')})",
        "ipv4" => IpV4,
        "ipv6" => IpV6,
        "uri" => Absolute(international: false),
        "uri-reference" => $"{Absolute(international: false)}|{Relative(international: false)}",
        "iri" => Absolute(international: true),
        "iri-reference" => $"{Absolute(international: true)}|{Relative(international: true)}",
        "uri-template" => Template,
        "uuid" => $"{Hex}{{8}}(?:-{Hex}{{4}}){{3}}-{Hex}{{12}}",
        "json-pointer" => Pointer,
        "relative-json-pointer" => $"(?:0|[1-9]\\d*)(?:#|{Pointer})",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "a format that the validator asserts has no language"),
    };

    /// <summary>Eight groups of up to four digits, of which the last two may be an IPv4 address and one run of zeros may be left out.</summary>
    public static string IpV6
    {
        get
        {
            const string Group = Hex + "{1,4}";
            var forms = new List<string> { $"(?:{Group}:){{7}}{Group}", $"(?:{Group}:){{6}}{IpV4}" };
            for (var before = 0; before <= 7; before++)
            {
                var left = 7 - before;
                var first = before == 0 ? "" : $"{Group}(?::{Group}){{{before - 1}}}";
                var last = left == 0 ? "" : left == 1 ? $"(?:{Group})?" : $"(?:{Group}(?::{Group}){{0,{left - 1}}}|(?:{Group}:){{0,{left - 2}}}{IpV4})?";
                forms.Add($"{first}::{last}");
            }

            return $"(?:{string.Join('|', forms)})";
        }
    }

    static string Template
    {
        get
        {
            const string NameCharacter = $"(?:[A-Za-z0-9_]|{Escape})";
            const string Variable = $"{NameCharacter}(?:\\.?{NameCharacter})*(?:\\*|:[1-9]\\d{{0,3}})?";
            return $"(?:[^\\u0000- \"<>\\\\^`{{|}}\\u007F-\\u009F%]|{Escape}|\\{{[+#./;?&=,!@|]?{Variable}(?:,{Variable})*\\}})*";
        }
    }

    static string Absolute(bool international)
    {
        var segment = Characters(":@", international);
        var path = Characters(":@/", international);
        return $"[A-Za-z][A-Za-z0-9+.\\-]*:(?://{Authority(international)}(?:/{path}*)?|/?{segment}{path}*|/)?{Tail(international)}";
    }

    /// <summary>Without a scheme; the first segment of a path must have no colon then.</summary>
    static string Relative(bool international)
    {
        var segment = Characters(":@", international);
        var path = Characters(":@/", international);
        return $"(?://{Authority(international)}(?:/{path}*)?|/(?:{segment}{path}*)?|{Characters("@", international)}+(?:/{path}*)?)?{Tail(international)}";
    }

    static string Authority(bool international)
    {
        const string Future = $"[vV]{Hex}+\\.[A-Za-z0-9\\-._~!$&'()*+,;=:]+";
        return $"(?:{Characters(":", international)}*@)?(?:\\[(?:{IpV6}|{Future})\\]|{Characters("", international)}*)(?::\\d*)?";
    }

    static string Tail(bool international)
    {
        var query = Characters(":@/?", international);
        return $"(?:\\?{query}*)?(?:#{query}*)?";
    }

    static string Characters(string more, bool international) =>
        $"(?:[A-Za-z0-9\\-._~!$&'()*+,;={more}{(international ? "\\u00A0-\\u{10FFFF}" : "")}]|{Escape})";

    /// <summary>Numbers with these units: any neighbouring ones, in order.</summary>
    static string Run(char first, char second, char third) =>
        $"(?:\\d+{first}(?:\\d+{second}(?:\\d+{third})?)?|\\d+{second}(?:\\d+{third})?|\\d+{third})";
}
