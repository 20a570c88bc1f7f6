using Sluice.Schema.Answers.Strings.Languages;
using Sluice.Schema.Answers.Strings.Languages.Formats;
using Sluice.Schema.Validation.Formats;

namespace Sluice.Tests.Schema.Answers.Languages;

public sealed class FormatLanguageTests
{
    const int Mutations = 3_000; // strings a format

    [Theory]
    [InlineData("date", "2024-02-29 2023-02-28 1900-02-28 2000-02-29 0000-02-29 1999-12-31 2026-11-30 2026-06-30")]
    [InlineData("time", "08:15:00Z 23:59:60z 00:59:60+01:00 15:59:60-08:00 12:00:00.25+23:59 22:59:60.5-01:00 00:00:60+00:01 23:59:60+00:00 23:58:60-00:01")]
    [InlineData("date-time", "2026-11-30T08:15:00Z 2024-02-29t23:59:60.5z 2016-12-31T15:59:60-08:00 1985-04-12T23:20:50.52+14:30")]
    [InlineData("duration", "P1Y2M3D P4W PT1H PT5M3S P1DT12H P2M P1YT1M P0D")]
    [InlineData("email", "joe@example.com \"a\\\"b\\@c\"@x.org a.b-c+d@[192.0.2.1] x@[IPv6:2001:db8::1] q@a-b.c #!$%&'*/=?^_`{}|~@x")]
    [InlineData("idn-email", "실례@실례.테스트 joe@example.com \"ü\\é\"@ü.de 😀@😀.x")]
    [InlineData("hostname", "example.com a a-b.c-d x1.2y xn--4gbwdl.xn--wgbh1c")]
    [InlineData("ipv4", "192.0.2.1 255.255.255.255 0.0.0.0 1.20.199.249")]
    [InlineData("ipv6", "2001:db8::1 :: ::1 1::8 1:2:3:4:5:6:7:8 ::ffff:192.0.2.1 1:2:3:4:5:6:1.2.3.4 1::2:3:4:5:6:7 1:2::1.2.3.4 a:B:c::")]
    [InlineData("uri", "https://joe:pw@example.com:8042/over/there?name=ferret#nose urn:isbn:1 mailto:a@b.c file:/// http://[::1]:80/a//b x: a+b.c-d:/x http://%41 ftp://[v1.a:b]/?q#f?/")]
    [InlineData("uri-reference", "//a/b /a:b a/b:c ./a ?q #f a@b/x /")]
    [InlineData("iri", "https://ü.example/ä?ö#😀 urn:x")]
    [InlineData("iri-reference", "//ü/b /ä:b ä/b:c ?😀 #ß")]
    [InlineData("uri-template", "/users/{id} {+a,b*,c:12}{?q} a{;x.y,z%41}b {/var:9999} %41'")]
    [InlineData("uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d16380 2EB8AA08-AA98-11EA-B4AA-73B441D16380")]
    [InlineData("json-pointer", "/a/b~0/~1 / /skills/0 /ü//")]
    [InlineData("relative-json-pointer", "0 1/a~1 12# 0/ 10/x/")]
    public void It_has_exactly_the_strings_that_the_validator_takes(string format, string samples)
    {
        var (language, check) = (FormatLanguages.Find(format)!, FormatTable.Find(format)!);
        var random = new Random(20);
        string[] seeds = [.. samples.Split(' '), "", .. language.Members().Take(20)];

        Assert.All(samples.Split(' '), sample => Assert.True(language.Contains(sample), sample));
        var valid = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var text = Mutate(seeds[random.Next(seeds.Length)], seeds, random);
            Assert.True(language.Contains(text) == check.IsValid(text), $"{format}: \"{text}\"");
            valid += check.IsValid(text) ? 1 : 0;
        }

        Assert.InRange(valid, Mutations / 50, Mutations - Mutations / 50);
    }

    [Theory]
    [InlineData("hostname", "")]
    [InlineData("email", "a@")]
    [InlineData("idn-email", "ü@")]
    public void Labels_and_names_end_at_their_longest(string format, string before)
    {
        var language = FormatLanguages.Find(format)!;
        var check = FormatTable.Find(format)!;

        foreach (var label in new[] { 1, 31, 62, 63, 64 })
        {
            for (var labels = 1; labels <= 8; labels++)
            {
                foreach (var last in new[] { 0, 1, 2, 60, 61, 62 })
                {
                    var text = before + string.Join('.', Enumerable.Repeat(new string('x', label), labels)) + (last == 0 ? "" : "." + new string('y', last));
                    Assert.True(language.Contains(text) == check.IsValid(text), text);
                }
            }
        }
    }

    [Fact]
    public void Every_leap_second_has_one_offset_each_way()
    {
        var (language, check) = (FormatLanguages.Find("time")!, FormatTable.Find("time")!);
        var random = new Random(21);

        for (var i = 0; i < 20_000; i++)
        {
            var minute = random.Next(1440);
            var offset = random.Next(2) == 0 ? random.Next(1440) : (minute + 1) % 1440;
            var text = $"{minute / 60:00}:{minute % 60:00}:60{(random.Next(2) == 0 ? '+' : '-')}{offset / 60:00}:{offset % 60:00}";
            Assert.True(language.Contains(text) == check.IsValid(text), text);
        }
    }

    [Fact]
    public void An_annotation_has_no_language_and_what_is_not_regular_is_refused()
    {
        Assert.Null(FormatLanguages.Find("color"));
        Assert.Null(FormatLanguages.Find("idn-hostname"));
        Assert.Throws<LanguageLimitException>(() => FormatLanguages.Find("regex"));
    }

    /// <summary>A sample with up to three small changes: characters dropped, doubled, replaced or put in, halves swapped with another sample.</summary>
    static string Mutate(string seed, string[] seeds, Random random)
    {
        const string Characters = "0123456789abfzAFZTPYMDWHS:.-+/?#%@[]{}~\"\\ _,*!|=é😀\u0085\n";
        var runes = seed.EnumerateRunes().ToList();
        for (var change = random.Next(4); change > 0; change--)
        {
            var at = random.Next(runes.Count + 1);
            var other = Characters.EnumerateRunes().ElementAt(random.Next(Characters.EnumerateRunes().Count()));
            switch (random.Next(5))
            {
                case 0 when at < runes.Count:
                    runes.RemoveAt(at);
                    break;
                case 1 when at < runes.Count:
                    runes[at] = other;
                    break;
                case 2 when at < runes.Count:
                    runes.Insert(at, runes[at]);
                    break;
                case 3:
                    var tail = seeds[random.Next(seeds.Length)].EnumerateRunes().ToList();
                    runes = [.. runes[..at], .. tail[Math.Min(at, tail.Count)..]];
                    break;
                default:
                    runes.Insert(at, other);
                    break;
            }
        }

        return string.Concat(runes);
    }
}
