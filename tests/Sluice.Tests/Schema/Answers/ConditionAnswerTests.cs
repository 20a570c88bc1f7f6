using Sluice.Schema;
using static Sluice.Tests.Schema.Answers.AnswerProbe;

namespace Sluice.Tests.Schema.Answers;

/// <summary>not, oneOf, if and the dependent keywords: what a schema refuses is as good a rule as what it accepts.</summary>
public sealed class ConditionAnswerTests
{
    [Fact]
    public void OneOf_takes_what_exactly_one_branch_accepts()
    {
        var machine = Read("""{"oneOf":[{"type":"integer"},{"minimum":10},{"type":"string"}]}""");

        Assert.True(machine.Finishes("5"));
        Assert.True(machine.Finishes("10.5"));
        Assert.False(machine.Finishes("12"));
        Assert.True(machine.Finishes("null"));
        Assert.False(machine.Finishes("1.5"));
        Assert.False(machine.Takes("\""));
    }

    [Fact]
    public void OneOf_by_required_keys_forbids_the_key_of_the_other_branch()
    {
        var machine = Read("""{"type":"object","properties":{"a":true,"b":true},"additionalProperties":false,"oneOf":[{"required":["a"]},{"required":["b"]}]}""");

        Assert.True(machine.Finishes("""{"a":1}"""));
        Assert.True(machine.Finishes("""{"b":1}"""));
        Assert.False(machine.Takes("""{"a":1,"""));
        Assert.False(machine.Takes("{}"));
    }

    [Fact]
    public void OneOf_of_objects_that_a_constant_tells_apart_stays_small()
    {
        var branches = Enumerable.Range(0, 40).Select(index =>
            $$$"""{"type":"object","properties":{"kind":{"const":"k{{{index}}}"},"v{{{index}}}":{"type":"integer"}},"required":["kind"],"additionalProperties":false}""");
        var machine = Read($$"""{"oneOf":[{{string.Join(',', branches)}}]}""");

        Assert.True(machine.Finishes("""{"v7":1,"kind":"k7"}"""));
        Assert.False(machine.Takes("""{"v7":1,"kind":"k8"""));
    }

    [Theory]
    [InlineData("""{"not":{"type":["string","object"]}}""", "1 null [] [1]", "\"a\" {}")]
    [InlineData("""{"not":{"type":"integer"}}""", "1.5 0.1e0 null \"\"", "1 1.0 10e1")]
    [InlineData("""{"type":"integer","not":{"minimum":3,"maximum":5}}""", "2 6", "3 4 5")]
    [InlineData("""{"type":"integer","not":{"multipleOf":3}}""", "1 2 31 32", "0 3 30 300")]
    [InlineData("""{"type":"number","minimum":1,"maximum":2,"not":{"multipleOf":1}}""", "1.5", "1 2 2.0")]
    [InlineData("""{"type":"string","not":{"minLength":2}}""", "\"\" \"a\"", "\"ab\"")]
    [InlineData("""{"not":{"enum":[1,"a",null,[1],{"a":1}]}}""", "2 \"b\" \"ab\" false [] [2] [1,1] {} {\"a\":2}", "1 1.0 \"a\" null [1] {\"a\":1}")]
    [InlineData("""{"type":"integer","minimum":1,"maximum":3,"not":{"const":2}}""", "1 3", "2")]
    [InlineData("""{"not":{"required":["a"]}}""", "{} {\"b\":1}", "1 {\"a\":1} {\"b\":1,\"a\":2}")]
    [InlineData("""{"type":"object","not":{"properties":{"a":{"type":"integer"}}}}""", "{\"a\":\"x\"} {\"b\":1,\"a\":[]}", "{} {\"a\":1} {\"b\":1}")]
    [InlineData("""{"not":{"not":{"type":"null"}}}""", "null", "1 {}")]
    [InlineData("""{"not":{"anyOf":[{"type":"string"},{"minimum":5}]}}""", "4 4.9", "\"a\" 5 null")]
    [InlineData("""{"not":{"allOf":[{"type":"integer"},{"minimum":5}]}}""", "4 5.5 null", "5 6")]
    [InlineData("""{"not":{"oneOf":[{"type":"integer"},{"minimum":5}]}}""", "5 0.5", "4 5.5 null")]
    [InlineData("""{"not":{"type":"array","maxItems":1}}""", "[1,2] 1", "[] [1]")]
    [InlineData("""{"not":{"prefixItems":[true,{"type":"null"}]}}""", "[1,2]", "[] [1] [1,null]")]
    [InlineData("""{"not":{"minProperties":1,"maxProperties":1}}""", "{} {\"a\":1,\"b\":1}", "{\"a\":1}")]
    [InlineData("""{"not":{"$ref":"#/$defs/s"},"$defs":{"s":{"type":"string"}}}""", "1", "\"a\"")]
    public void Not_takes_what_the_schema_refuses(string schema, string taken, string refused)
    {
        var machine = Read(schema);

        Assert.All(taken.Split(' '), answer => Assert.True(machine.Finishes(answer), answer));
        Assert.All(refused.Split(' '), answer => Assert.False(machine.Finishes(answer), answer));
    }

    [Fact]
    public void A_condition_decides_by_what_it_asks_of_a_key()
    {
        var machine = Read("""
            {"type":"object","properties":{"kind":{"type":"string"},"n":{"type":"integer"}},
             "if":{"properties":{"kind":{"const":"big"}},"required":["kind"]},"then":{"properties":{"n":{"minimum":100}}},"else":{"properties":{"n":{"maximum":9}}}}
            """);

        Assert.True(machine.Finishes("""{"kind":"big","n":100}"""));
        Assert.True(machine.Finishes("""{"n":100,"kind":"big"}"""));
        Assert.True(machine.Finishes("""{"n":9}"""));
        Assert.True(machine.Finishes("""{"n":9,"kind":"bigger"}"""));
        Assert.False(machine.Finishes("""{"kind":"big","n":99}"""));
        Assert.False(machine.Finishes("""{"n":100}"""));
        Assert.False(machine.Takes("""{"kind":"small","n":10,"""));
    }

    [Theory]
    [InlineData("""{"dependentRequired":{"card":["address"]}}""")]
    [InlineData("""{"dependentSchemas":{"card":{"required":["address"]}}}""")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","dependencies":{"card":["address"]}}""")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","dependencies":{"card":{"required":["address"]}}}""")]
    public void A_key_may_ask_for_another(string schema)
    {
        var machine = Read(schema);

        Assert.True(machine.Finishes("{}"));
        Assert.True(machine.Finishes("""{"card":1,"address":2}"""));
        Assert.True(machine.Finishes("""{"address":2,"card":1}"""));
        Assert.True(machine.Finishes("""{"address":1}"""));
        Assert.False(machine.Finishes("""{"card":1}"""));
    }

    [Fact]
    public void A_schema_that_its_own_opposite_contradicts_is_refused()
    {
        var refusal = Assert.Throws<UnsupportedSchemaException>(() => Read("""{"type":"string","not":{"type":"string"}}"""));

        Assert.Contains("no answer can ever satisfy", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneOf_of_many_kinds_with_a_required_key_each_is_told_by_it()
    {
        var kinds = Enumerable.Range(0, 8).Select(kind => """{"type":"object","properties":{"name":{"type":"string"},"kX":{"type":"string"},"oX":{"type":"integer"}},"required":["name","kX"]}"""
            .Replace("X", $"{kind}", StringComparison.Ordinal));
        var machine = Read($$"""{"oneOf":[{{string.Join(',', kinds)}}]}""");

        Assert.True(machine.Finishes("""{"name":"a","k3":"b","o3":1}"""));
        Assert.True(machine.Finishes("""{"name":"a","k3":"b","k4":1}"""));
        Assert.True(machine.Finishes("""{"name":"a","k3":"b","k4":"c","o4":"x"}"""));
        Assert.False(machine.Finishes("""{"name":"a","k3":"b","k4":"c","o4":1}"""));
        Assert.False(machine.Finishes("""{"name":"a","k3":1}"""));
    }

    [Fact]
    public void A_forbidden_value_leaves_no_dead_end()
    {
        var machine = Write("""{"type":"integer","minimum":10,"maximum":12,"not":{"enum":[10,11]}}""");

        Assert.True(machine.Takes("1"));
        Assert.Equal("2", machine.Next());
    }
}
