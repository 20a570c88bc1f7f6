namespace Sluice.Tests.Schema.Suite;

/// <summary>The optional tests of draft 2020-12 that we answer differently, and why. Nothing of the required suite may stand here.</summary>
internal static class Exclusions
{
    const string Idna = "labels beginning with xn-- are not decoded, and idn-hostname is an annotation: both need the tables of IDNA 2008";
    const string Dependencies = "\"dependencies\" was replaced in 2019-09; in 2020-12 it asserts nothing, as the core of the standard says of unknown keywords";

    static readonly (string File, string Test, int Tests, string Reason)[] Known =
    [
        ("optional/format/hostname.json", "validation of A-label (punycode) host names / ", 23, Idna),
        ("optional/format/idn-hostname.json", "", 54, Idna),
        ("optional/dependencies-compatibility.json", "", 14, Dependencies),
    ];

    public static string? Reason(string file, string test) =>
        Known.FirstOrDefault(known => known.File == file && test.StartsWith(known.Test, StringComparison.Ordinal)).Reason;

    /// <summary>How many tests of a file are answered differently.</summary>
    public static int Count(string file) => Known.Where(known => known.File == file).Sum(known => known.Tests);
}
