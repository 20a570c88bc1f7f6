using System.Text.Json;
using Sluice.Pipeline.Asking;

namespace Sluice.Tests.Pipeline.Asking;

public sealed class ForeignSchemaTests
{
    [Fact]
    public void Our_keywords_are_left_out_and_names_and_data_that_look_like_them_stay()
    {
        var schema = JsonElement.Parse("""
            {
              "type": "object", "x-note": {"a": 1}, "maximum": 1.50,
              "properties": {
                "title": {"type": "string", "x-verbatim": {"at": "line-start"}},
                "x-rays": {"type": "array", "items": {"x-verbatim": true, "anyOf": [{"x-verbatim": true, "type": "string"}]}}
              },
              "$defs": {"x-def": {"x-verbatim": true, "const": {"x-value": 1}}},
              "enum": [{"x-value": 1}], "required": ["x-rays"]
            }
            """);

        var expected = """{"type":"object","maximum":1.50,"properties":{"title":{"type":"string"},"x-rays":{"type":"array","items":{"anyOf":[{"type":"string"}]}}},"$defs":{"x-def":{"const":{"x-value":1}}},"enum":[{"x-value":1}],"required":["x-rays"]}""";
        Assert.Equal(expected, ForeignSchema.Of(schema).GetRawText());
    }
}
