using System.Text.Json;
using Sluice.Pipeline.Sources;

namespace Sluice.Tests.Pipeline.Sources;

public sealed class RecordPathTests
{
    [Theory]
    [InlineData("$.id", "1")]
    [InlineData("$.meta.doc-id", "2")]
    [InlineData("$['meta']['doc id']", "3")]
    [InlineData("$.parts[1].id", "4")]
    [InlineData("$.größe", "5")]
    public void A_path_finds_one_value(string text, string expected)
    {
        var record = JsonElement.Parse("""{"id": 1, "meta": {"doc-id": 2, "doc id": 3}, "parts": [0, {"id": 4}], "größe": 5}""");

        Assert.True(RecordPath.TryParse(text, out var path));
        Assert.True(path.TryFind(record, out var value));

        Assert.Equal(expected, value.GetRawText());
    }

    [Theory]
    [InlineData("$.none")]
    [InlineData("$.id.inner")]
    [InlineData("$.parts[7]")]
    public void A_path_that_leads_nowhere_finds_nothing(string text)
    {
        Assert.True(RecordPath.TryParse(text, out var path));

        Assert.False(path.TryFind(JsonElement.Parse("""{"id": 1, "parts": [0]}"""), out _));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("$")]
    [InlineData("$.")]
    [InlineData("$..id")]
    [InlineData("$.a[*]")]
    [InlineData("$.a[-1]")]
    [InlineData("$.a[?(@.b)]")]
    public void A_path_that_may_name_many_values_is_refused(string text) => Assert.False(RecordPath.TryParse(text, out _));
}
