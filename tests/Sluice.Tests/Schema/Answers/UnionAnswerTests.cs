using Sluice.Schema;
using static Sluice.Tests.Schema.Answers.AnswerProbe;

namespace Sluice.Tests.Schema.Answers;

public sealed class UnionAnswerTests
{
    [Fact]
    public void Branches_are_kept_side_by_side_until_the_bytes_rule_them_out()
    {
        const string schema = """
            {"anyOf":[
              {"type":"object","properties":{"kind":{"const":"circle"},"r":{"type":"number"}},"required":["kind","r"],"additionalProperties":false},
              {"type":"object","properties":{"kind":{"const":"square"},"a":{"type":"number"}},"required":["kind","a"],"additionalProperties":false},
              {"type":"null"}]}
            """;

        Assert.True(Write(schema).Finishes("""{"kind":"circle","r":1}"""));
        Assert.True(Write(schema).Finishes("""{"kind":"square","a":1}"""));
        Assert.True(Write(schema).Finishes("null"));
        Assert.False(Write(schema).Takes("""{"kind":"circle","a"""));
        Assert.False(Write(schema).Takes("""{"kind":"square","r"""));
    }

    [Fact]
    public void Keywords_beside_anyOf_hold_for_every_branch()
    {
        const string schema = """{"type":"integer","minimum":3,"anyOf":[{"maximum":5},{"minimum":100}]}""";

        Assert.True(Write(schema).Finishes("4"));
        Assert.True(Write(schema).Finishes("120"));
        Assert.False(Write(schema).Finishes("2"));
        Assert.False(Write(schema).Finishes("50"));
        Assert.False(Write(schema).Takes("\""));
    }

    [Fact]
    public void AllOf_joins_what_its_parts_ask()
    {
        const string schema = """{"allOf":[{"type":"object","properties":{"a":{"minimum":1}},"required":["a"]},{"properties":{"a":{"type":"integer","maximum":3}}}]}""";

        Assert.True(Write(schema).Finishes("""{"a":2}"""));
        Assert.False(Write(schema).Finishes("""{"a":4}"""));
        Assert.False(Write(schema).Finishes("""{"a":0}"""));
        Assert.False(Write(schema).Finishes("""{}"""));
    }

    [Fact]
    public void A_recursive_schema_nests_and_comes_back()
    {
        const string schema = """{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"value":{"type":"integer"},"next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]}},"required":["value","next"],"additionalProperties":false}}}""";

        Assert.True(Write(schema).Finishes("""{"value":1,"next":{"value":2,"next":null}}"""));
        Assert.False(Write(schema).Finishes("""{"value":1,"next":{"value":2}}"""));
    }

    [Fact]
    public void A_schema_that_must_contain_itself_is_refused()
    {
        const string schema = """{"type":"object","properties":{"self":{"$ref":"#"}},"required":["self"]}""";

        var refusal = Assert.Throws<UnsupportedSchemaException>(() => Write(schema));

        Assert.Equal("#", refusal.Path);
    }

    [Fact]
    public void At_the_deepest_level_only_what_can_still_end_is_begun()
    {
        const string schema = """{"$ref":"#/$defs/tree","$defs":{"tree":{"anyOf":[{"type":"array","items":{"$ref":"#/$defs/tree"},"minItems":1},{"const":0}]}}}""";
        var machine = Start(schema, new AnswerOptions { MaxDepth = 3 });

        Assert.True(machine.Takes("[[["));

        Assert.Equal(" 0", machine.Next());
    }

    [Theory]
    [InlineData("""{"type":"array","items":{"pattern":"(?<=b)a"}}""", "#/items/pattern", "pattern")]
    [InlineData("""{"multipleOf":1e-500}""", "#/multipleOf", "multipleOf")]
    public void A_keyword_beyond_the_machine_is_refused_with_its_path(string schema, string path, string keyword)
    {
        var refusal = Assert.Throws<UnsupportedSchemaException>(() => Write(schema));

        Assert.Equal((path, keyword), (refusal.Path, refusal.Keyword));
        Assert.StartsWith(path + ": ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"integer","pattern":"^a","contains":{"type":"null"}}""", "5")]
    [InlineData("""{"enum":["ab","b"],"pattern":"^a"}""", "\"ab\"")]
    [InlineData("""{"enum":[1,"b"],"oneOf":[{"type":"string"},{"type":"number","minimum":5}]}""", "\"b\"")]
    [InlineData("""{"type":"string","format":"date","title":"a day","description":"when","default":"x","examples":[1]}""", "\"never\"")]
    public void A_keyword_without_bearing_or_beside_named_values_is_fine(string schema, string answer) => Assert.True(Write(schema).Finishes(answer));

    [Fact]
    public void Choices_that_multiply_without_end_are_refused_quickly()
    {
        var choices = Enumerable.Range(0, 20).Select(index => """{"anyOf":[{"properties":{"aX":{"minimum":1}}},{"properties":{"bX":{"minimum":1}}},{"properties":{"cX":{"minimum":1}}}]}""".Replace("X", $"{index}", StringComparison.Ordinal));
        var schema = $$"""{"allOf":[{{string.Join(',', choices)}}]}""";

        Assert.Throws<UnsupportedSchemaException>(() => Write(schema));
    }
}
