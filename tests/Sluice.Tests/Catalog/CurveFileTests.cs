using Sluice.Catalog.Curves;
using Sluice.Catalog.Facts;

namespace Sluice.Tests.Catalog;

public sealed class CurveFileTests
{
    static readonly Curve Curve = new()
    {
        Model = "gpt-oss-120b",
        Backend = "dgx-spark solo",
        Workload = "prompt=1024,output=128",
        Levels =
        [
            new Level { Concurrency = 1, Provenance = Provenance.Measured, N = 50, DecodeTps = 57.5, TtftMs = 370 },
            new Level { Concurrency = 4, Provenance = Provenance.Predicted, N = 0, DecodeTps = 110.1, DecodeTpsLow = 101, DecodeTpsHigh = 120 },
        ],
    };

    [Fact]
    public void A_curve_is_read_back_as_it_was_written()
    {
        var json = CurveFile.Write(Curve);

        Assert.Equal(json, CurveFile.Write(CurveFile.Read("a.json", json)));
        Assert.Contains("\"provenance\": \"predicted\"", json, StringComparison.Ordinal);
        Assert.Contains("\"version\": 1", json, StringComparison.Ordinal);
        Assert.DoesNotContain("prefill_tps", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "curve version 2; allowed: 1")]
    [InlineData("\"concurrency\": 4", "\"concurrency\": 1", "levels[1].concurrency is 1 after 1; allowed: rising")]
    [InlineData("\"n\": 50", "\"n\": 0", "levels[0].n is 0; allowed: 1 and up when measured")]
    [InlineData("\"decode_tps\": 57.5", "\"decode_tps\": 0", "levels[0].decode_tps is 0; allowed: above 0, or null")]
    [InlineData("\"model\"", "\"modell\"", "not a curve")]
    [InlineData("\"measured\"", "\"guessed\"", "not a curve")]
    public void A_curve_with_a_wrong_field_is_refused(string from, string to, string expected)
    {
        var broken = CurveFile.Write(Curve).Replace(from, to, StringComparison.Ordinal);

        Assert.Contains(expected, Assert.Throws<CatalogFileException>(() => CurveFile.Read("a.json", broken)).Message, StringComparison.Ordinal);
    }
}
