using System.Collections.Frozen;
using Sluice.Schema.Patterns;

namespace Sluice.Schema.Validation.Formats;

/// <summary>The formats of draft 2020-12 section 7.3 that can be checked. All others are annotations, "idn-hostname" (it needs the tables of IDNA) among them.</summary>
internal static class FormatTable
{
    static readonly FrozenDictionary<string, StringFormat> Formats = new Dictionary<string, StringFormat>
    {
        ["date-time"] = new("a date and time with offset by RFC 3339, as in 2026-11-30T08:15:00Z", static text => DateTimeFormats.IsDateTime(text)),
        ["date"] = new("a date by RFC 3339, as in 2026-11-30", static text => DateTimeFormats.IsDate(text)),
        ["time"] = new("a time with offset by RFC 3339, as in 08:15:00+01:00", static text => DateTimeFormats.IsTime(text)),
        ["duration"] = new("a duration by RFC 3339, as in P1DT12H", static text => DurationFormat.IsDuration(text)),
        ["email"] = new("an e-mail address", static text => EmailFormat.IsMailbox(text, international: false)),
        ["idn-email"] = new("an e-mail address, international characters allowed", static text => EmailFormat.IsMailbox(text, international: true)),
        ["hostname"] = new("a host name", static text => HostFormats.IsHostName(text)),
        ["ipv4"] = new("an IPv4 address, as in 192.0.2.1", static text => HostFormats.IsIpV4(text)),
        ["ipv6"] = new("an IPv6 address, as in 2001:db8::1", static text => HostFormats.IsIpV6(text)),
        ["uri"] = new("an absolute URI, as in https://example.com/a", static text => UriFormats.IsReference(text, needsScheme: true, international: false)),
        ["uri-reference"] = new("a URI or a relative reference", static text => UriFormats.IsReference(text, needsScheme: false, international: false)),
        ["iri"] = new("an absolute IRI", static text => UriFormats.IsReference(text, needsScheme: true, international: true)),
        ["iri-reference"] = new("an IRI or a relative reference", static text => UriFormats.IsReference(text, needsScheme: false, international: true)),
        ["uri-template"] = new("a URI template by RFC 6570, as in /users/{id}", static text => UriTemplateFormat.IsTemplate(text)),
        ["uuid"] = new("a UUID, as in 2eb8aa08-aa98-11ea-b4aa-73b441d16380", static text => IsUuid(text)),
        ["json-pointer"] = new("a JSON pointer, as in /skills/0", static text => PointerFormats.IsPointer(text)),
        ["relative-json-pointer"] = new("a relative JSON pointer, as in 1/skills", static text => PointerFormats.IsRelativePointer(text)),
        ["regex"] = new("a regular expression of ECMA-262", static text => IsPattern(text)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The check behind a name, null when the name is an annotation.</summary>
    public static StringFormat? Find(string name) => Formats.GetValueOrDefault(name);

    static bool IsUuid(string text)
    {
        if (text.Length != 36)
            return false;
        for (var i = 0; i < text.Length; i++)
            if (i is 8 or 13 or 18 or 23 ? text[i] != '-' : !char.IsAsciiHexDigit(text[i]))
                return false;
        return true;
    }

    static bool IsPattern(string text)
    {
        try
        {
            PatternParser.Parse(text, strict: true);
            return true;
        }
        catch (PatternException)
        {
            return false;
        }
    }
}
