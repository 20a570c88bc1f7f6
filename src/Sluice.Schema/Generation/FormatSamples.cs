using System.Globalization;

namespace Sluice.Schema.Generation;

/// <summary>Texts of the formats that can be checked.</summary>
internal static class FormatSamples
{
    /// <summary>A text of the format, null when the name is not one of those.</summary>
    public static string? Write(string format, Random random) => format switch
    {
        "date-time" => $"{Date(random)}T{Time(random)}",
        "date" => Date(random),
        "time" => Time(random),
        "duration" => random.Next(3) switch { 0 => $"P{random.Next(50)}W", 1 => $"P{random.Next(9)}Y{random.Next(12)}M{random.Next(30)}D", _ => $"P{random.Next(30)}DT{random.Next(24)}H" },
        "email" or "idn-email" => $"{Word(random)}.{Word(random)}@{Host(random)}",
        "hostname" => Host(random),
        "ipv4" => string.Join('.', Enumerable.Range(0, 4).Select(_ => random.Next(256).ToString(CultureInfo.InvariantCulture))),
        "ipv6" => random.Next(2) == 0 ? $"2001:db8::{random.Next(0xFFFF):x}" : string.Join(':', Enumerable.Range(0, 8).Select(_ => random.Next(0xFFFF).ToString("x", CultureInfo.InvariantCulture))),
        "uri" or "iri" => Uri(random),
        "uri-reference" or "iri-reference" => random.Next(2) == 0 ? Uri(random) : $"../{Word(random)}#{Word(random)}",
        "uri-template" => $"/{Word(random)}/{{{Word(random)}}}",
        "uuid" => string.Create(CultureInfo.InvariantCulture, $"{random.Next():x8}-{random.Next(0xFFFF):x4}-4{random.Next(0xFFF):x3}-a{random.Next(0xFFF):x3}-{random.NextInt64(0xFFFFFFFFFFFF):x12}"),
        "json-pointer" => $"/{Word(random)}/{random.Next(9)}",
        "relative-json-pointer" => $"{random.Next(9)}/{Word(random)}",
        "regex" => $"^{Word(random)}[0-9]+$",
        _ => null,
    };

    static string Date(Random random) => string.Create(CultureInfo.InvariantCulture, $"{random.Next(1900, 2100):0000}-{random.Next(1, 13):00}-{random.Next(1, 29):00}");

    static string Time(Random random) =>
        string.Create(CultureInfo.InvariantCulture, $"{random.Next(24):00}:{random.Next(60):00}:{random.Next(60):00}") + random.Next(3) switch { 0 => "Z", 1 => ".25Z", _ => "+01:30" };

    static string Host(Random random) => $"{Word(random)}.example.com";

    static string Uri(Random random) => $"https://{Host(random)}/{Word(random)}?q={random.Next(100)}";

    static string Word(Random random) => new([.. Enumerable.Range(0, random.Next(2, 8)).Select(_ => (char)('a' + random.Next(26)))]);
}
