using static Sluice.Tests.Schema.Answers.AnswerProbe;

namespace Sluice.Tests.Schema.Answers;

/// <summary>Members and items that no schema has spoken for, and references whose target depends on the way to them.</summary>
public sealed class UnevaluatedAnswerTests
{
    [Theory]
    [InlineData("""{"properties":{"a":true},"unevaluatedProperties":false}""", "{} {\"a\":1} 3", "{\"b\":1} {\"a\":1,\"b\":1}")]
    [InlineData("""{"anyOf":[{"properties":{"a":{"type":"integer"}},"required":["a"]},{"properties":{"b":true}}],"unevaluatedProperties":false}""", "{\"a\":1} {\"b\":1} {\"a\":1,\"b\":1}", "{\"a\":null} {\"a\":null,\"b\":1} {\"c\":1}")]
    [InlineData("""{"if":{"properties":{"kind":{"const":"x"}},"required":["kind"]},"then":{"properties":{"size":true}},"unevaluatedProperties":{"type":"null"}}""", "{\"kind\":\"x\",\"size\":1} {\"kind\":null,\"size\":null}", "{\"kind\":\"x\",\"other\":1} {\"kind\":\"y\"} {\"size\":1}")]
    [InlineData("""{"allOf":[{"patternProperties":{"^x":true}},{"$ref":"#/$defs/base"}],"unevaluatedProperties":false,"$defs":{"base":{"properties":{"id":{"type":"integer"}}}}}""", "{\"id\":1,\"xy\":2}", "{\"id\":1,\"yx\":2}")]
    [InlineData("""{"prefixItems":[{"type":"integer"}],"contains":{"const":"x"},"unevaluatedItems":{"type":"null"}}""", "[1,\"x\",null] [1,null,\"x\",\"x\"]", "[1,null] [1,\"x\",2]")]
    [InlineData("""{"oneOf":[{"prefixItems":[true,{"const":1}]},{"prefixItems":[true,{"const":2},true]}],"unevaluatedItems":false}""", "[0,1] [0,2,0]", "[0,1,0] [0,2,0,0]")]
    public void Only_what_no_schema_has_spoken_for_is_held_to_the_rest(string schema, string taken, string refused) => AssertDecides(schema, taken, refused);

    [Theory]
    [InlineData("""{"type":"object","not":{"properties":{"a":true},"unevaluatedProperties":false}}""", "{\"b\":1} {\"a\":1,\"b\":1}", "{} {\"a\":1}")]
    [InlineData("""{"type":"object","not":{"anyOf":[{"properties":{"a":{"type":"integer"}},"required":["a"]},{"properties":{"b":true}}],"unevaluatedProperties":{"type":"null"}}}""", "{\"c\":1} {\"a\":\"x\",\"b\":1}", "{\"a\":1} {\"b\":1} {\"c\":null} {\"a\":1,\"b\":2}")]
    [InlineData("""{"type":"array","not":{"prefixItems":[true],"contains":{"const":1},"unevaluatedItems":false}}""", "[] [1,2] [0]", "[1] [0,1] [0,1,1]")]
    [InlineData("""{"oneOf":[{"properties":{"a":true},"unevaluatedProperties":false},{"properties":{"a":true,"b":true},"unevaluatedProperties":false}]}""", "{\"b\":1} {\"a\":1,\"b\":1} ", "{} {\"a\":1} {\"c\":1}")]
    public void That_something_is_left_is_followed_too(string schema, string taken, string refused) => AssertDecides(schema, taken, refused);

    [Fact]
    public void A_dynamic_reference_leads_where_each_way_to_it_says()
    {
        const string schema = """
            {
              "type": "array",
              "prefixItems": [{"$ref": "numbers"}, {"$ref": "texts"}],
              "items": false,
              "$defs": {
                "list": {"$id": "list", "items": {"$dynamicRef": "#item"}, "$defs": {"any": {"$dynamicAnchor": "item"}}},
                "numbers": {"$id": "numbers", "$ref": "list", "$defs": {"own": {"$dynamicAnchor": "item", "type": "integer"}}},
                "texts": {"$id": "texts", "$ref": "list", "$defs": {"own": {"$dynamicAnchor": "item", "type": "string"}}}
              }
            }
            """;

        AssertDecides(schema, "[[1,2],[\"x\"]] [[],[]]", "[[\"x\"],[]] [[],[1]]");
    }

    [Fact]
    public void A_recursive_reference_of_2019_leads_to_the_outermost_root_that_lets_it()
    {
        const string schema = """
            {
              "$schema": "https://json-schema.org/draft/2019-09/schema", "$id": "http://a.example/strict", "$recursiveAnchor": true,
              "$ref": "tree", "unevaluatedProperties": false,
              "$defs": {"tree": {"$id": "tree", "$recursiveAnchor": true, "type": "object", "properties": {"below": {"type": "array", "items": {"$recursiveRef": "#"}}}}}
            }
            """;

        AssertDecides(schema, "{\"below\":[{},{\"below\":[]}]}", "{\"beneath\":[]} {\"below\":[{\"beneath\":[]}]}");
    }

    static void AssertDecides(string schema, string taken, string refused)
    {
        var machine = Read(schema);

        Assert.All(taken.Split(' ', StringSplitOptions.RemoveEmptyEntries), answer => Assert.True(machine.Finishes(answer), answer));
        Assert.All(refused.Split(' '), answer => Assert.False(machine.Finishes(answer), answer));
    }
}
