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
    public void A_oneOf_whose_choices_a_key_tells_apart_is_followed_however_many_there_are()
    {
        var choices = Enumerable.Range(0, 2_000).Select(index => $$"""{"properties":{"kind":{"const":"k{{index}}"},"v{{index}}":{"type":"integer"} },"required":["kind"],"additionalProperties":false}""");
        var machine = Read($$"""{"type":"object","oneOf":[{{string.Join(',', choices)}}]}""");

        Assert.True(machine.Finishes("""{"kind":"k1999","v1999":1}"""));
        Assert.True(machine.Finishes("""{"v7":1,"kind":"k7"}"""));
        Assert.False(machine.Finishes("""{"kind":"k1999","v7":1}"""));
        Assert.False(machine.Finishes("""{"kind":"k2000"}"""));
    }

    [Theory]
    [InlineData("""{"oneOf":[{"$ref":"#/$defs/ab"},{"properties":{"kind":{"enum":["b","c"]}},"required":["kind"]},{"properties":{"kind":{"const":"d"}},"required":["kind"]}],"type":"object","$defs":{"ab":{"properties":{"kind":{"enum":["a","b"]}},"required":["kind"]}}}""")]
    [InlineData("""{"not":{"not":{"oneOf":[{"properties":{"kind":{"enum":["a","b"]}},"required":["kind"]},{"properties":{"kind":{"enum":["b","c"]}},"required":["kind"]},{"properties":{"kind":{"const":"d"}},"required":["kind"]}]}},"type":"object"}""")]
    public void Choices_that_name_one_value_still_rule_each_other_out(string schema)
    {
        Assert.Equal([true, false, true, true, false, false], new[] { "\"a\"", "\"b\"", "\"c\"", "\"d\"", "\"e\"", "1" }.Select(kind => Read(schema).Finishes($$"""{"x":1,"kind":{{kind}}}""")));
        Assert.False(Read(schema).Finishes("{}"));
    }

    [Fact]
    public void What_no_oneOf_of_named_kinds_takes_is_its_opposite()
    {
        const string schema = """{"type":"object","not":{"oneOf":[{"properties":{"kind":{"enum":["a","b"]}},"required":["kind"]},{"properties":{"kind":{"enum":["b","c"]}},"required":["kind"]},{"properties":{"kind":{"const":"d"}},"required":["kind"]}]}}""";

        Assert.Equal([false, true, false, false, true], new[] { "a", "b", "c", "d", "e" }.Select(kind => Read(schema).Finishes($$"""{"kind":"{{kind}}"}""")));
        Assert.True(Read(schema).Finishes("{}"));
    }

    [Fact]
    public void Choices_that_would_have_to_be_held_against_each_other_for_long_are_refused()
    {
        var choices = Enumerable.Range(0, 500).Select(index => $$"""{"required":["k{{index}}"],"properties":{"k{{index}}":{"type":"string"} } }""");

        var refusal = Assert.Throws<UnsupportedSchemaException>(() => Read($$"""{"type":"object","oneOf":[{{string.Join(',', choices)}}]}"""));

        Assert.Equal("#/oneOf", refusal.Path);
        Assert.StartsWith("together with its neighbours it takes too long to be worked out", refusal.Reason, StringComparison.Ordinal);
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
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void A_schema_that_needs_many_levels_has_them(int levels)
    {
        var schema = """{"type":"integer","minimum":0,"maximum":9}""";
        for (var level = 0; level < levels; level++)
            schema = $$"""{"type":"object","properties":{"a":{{schema}}},"required":["a"],"additionalProperties":false}""";
        var value = string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "7" + new string('}', levels);

        Assert.True(Write(schema).Finishes(value));
        Assert.False(Write(schema).Finishes(value.Replace("7", "17", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_schema_that_needs_many_levels_may_go_on_for_no_more()
    {
        var schema = """{"anyOf":[{"const":0},{"$ref":"#/$defs/tree"}]}""";
        for (var level = 0; level < 70; level++)
            schema = $$"""{"type":"array","items":{{schema}},"minItems":1,"maxItems":1}""";
        var machine = Write($$"""{"$defs":{"tree":{"type":"array","items":{"anyOf":[{"const":0},{"$ref":"#/$defs/tree"}]} } },"allOf":[{{schema}}]}""");

        Assert.True(machine.Takes(new string('[', 70)));

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
