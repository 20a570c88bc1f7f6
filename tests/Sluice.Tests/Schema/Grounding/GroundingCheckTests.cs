using System.Text.Json;
using Sluice.Schema;
using Sluice.Schema.Grounding;

namespace Sluice.Tests.Schema.Grounding;

public sealed class GroundingCheckTests
{
    const string Text = "Senior Cook\nCooking, baking and Cooking in <LOCATION>";

    [Fact]
    public void Each_quoted_value_is_given_its_place_and_each_invented_one_is_named()
    {
        const string schema = """{"properties":{"title":{"x-verbatim":{"at":"line-start"}},"skills":{"items":{"x-verbatim":true}},"note":{"type":"string"}}}""";

        var report = Check(schema, """{"skills":["cooking","COOKING","sewing"],"note":"free","title":"Cook"}""");

        Assert.Equal([new GroundedSpan("/skills/0", 12, 7), new("/skills/1", 32, 7)], report.Spans);
        Assert.Equal([new UngroundedValue("/skills/2", "sewing"), new("/title", "Cook")], report.Ungrounded);
        Assert.False(report.IsGrounded);
    }

    [Theory]
    [InlineData("""{"anyOf":[{"type":"string","x-verbatim":true},{"type":"null"}]}""", "\"baking\"", 1, 0)]
    [InlineData("""{"anyOf":[{"type":"string","x-verbatim":true},{"type":"null"}]}""", "\"sewing\"", 0, 1)]
    [InlineData("""{"anyOf":[{"type":"string","x-verbatim":true},{"type":"null"}]}""", "null", 0, 0)]
    [InlineData("""{"anyOf":[{"type":"string","x-verbatim":true},{"enum":["none"]}]}""", "\"none\"", 0, 0)]
    [InlineData("""{"oneOf":[{"type":"string","x-verbatim":true},{"type":"integer"}]}""", "\"sewing\"", 0, 1)]
    [InlineData("""{"$ref":"#/$defs/q","$defs":{"q":{"allOf":[{"x-verbatim":true}]}}}""", "\"sewing\"", 0, 1)]
    [InlineData("""{"if":{"type":"string"},"then":{"x-verbatim":true}}""", "\"sewing\"", 0, 1)]
    [InlineData("""{"if":{"type":"number"},"then":true,"else":{"x-verbatim":true}}""", "\"baking\"", 1, 0)]
    [InlineData("""{"patternProperties":{"^q":{"x-verbatim":true}},"additionalProperties":{"x-verbatim":{"at":"line-start"}}}""", """{"quote":"Cook","other":"Cook","last":"Senior"}""", 2, 1)]
    [InlineData("""{"prefixItems":[{"x-verbatim":true}],"items":{"x-verbatim":{"at":"line-start"}}}""", """["Cook","Cook"]""", 1, 1)]
    [InlineData("""{"dependentSchemas":{"a":{"properties":{"b":{"x-verbatim":true}}}}}""", """{"a":1,"b":"sewing"}""", 0, 1)]
    [InlineData("""{"allOf":[{"x-verbatim":true},{"x-verbatim":true}]}""", "\"cook\"", 1, 0)]
    [InlineData("""{"x-verbatim":true}""", "\"\"", 0, 1)]
    [InlineData("""{"x-verbatim":true}""", "\"Location\"", 0, 1)]
    [InlineData("""{"x-verbatim":true}""", "17", 0, 0)]
    public void The_rule_is_found_wherever_the_schema_has_it(string schema, string answer, int grounded, int ungrounded)
    {
        var report = Check(schema, answer);

        Assert.Equal((grounded, ungrounded), (report.Spans.Count, report.Ungrounded.Count));
    }

    [Fact]
    public void A_path_is_a_json_pointer()
    {
        var report = Check("""{"additionalProperties":{"x-verbatim":true}}""", """{"a/b~c":"baking"}""");

        Assert.Equal("/a~1b~0c", Assert.Single(report.Spans).InstancePath);
    }

    static GroundingReport Check(string schema, string answer)
    {
        using var document = JsonDocument.Parse(answer);
        return GroundingCheck.Check(JsonSchema.Parse(schema), document.RootElement, new SourceText(Text));
    }
}
