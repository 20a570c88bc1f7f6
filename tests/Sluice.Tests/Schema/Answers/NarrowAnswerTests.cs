using System.Text;
using Sluice.Schema;
using Sluice.Schema.Answers;

namespace Sluice.Tests.Schema.Answers;

/// <summary>Schemas with few valid answers, where a careless machine would walk into a dead end.</summary>
public sealed class NarrowAnswerTests
{
    static readonly byte[][] Keys = [.. "abcdkvz".Select(key => Encoding.ASCII.GetBytes(key + "\":")), "tags\":"u8.ToArray()];

    public static TheoryData<string> Schemas =>
    [
        """{"type":"array","items":{"type":"object","properties":{"a":{"enum":["x","xy",1]},"b":{"type":"boolean"},"c":{"const":[]}},"required":["b"],"additionalProperties":false},"uniqueItems":true,"minItems":14}""",
        """{"type":"array","items":{"type":"array","items":{"enum":[1,-1.5,"a"]},"maxItems":2,"uniqueItems":true},"uniqueItems":true,"minItems":9}""",
        """{"type":"array","items":{"type":"array","prefixItems":[{"type":"boolean"},{"enum":["p","q"]}],"items":false},"uniqueItems":true,"minItems":6}""",
        """{"type":"array","items":{"anyOf":[{"type":"object","properties":{"k":{"const":"a"},"v":{"type":"null"}},"required":["k"],"additionalProperties":false},{"type":"object","properties":{"k":{"enum":["a","b"]}},"required":["k"],"additionalProperties":false}]},"uniqueItems":true,"minItems":3}""",
        """{"type":"array","items":{"type":"array","items":{"type":"array","items":{"const":0},"maxItems":1},"maxItems":1,"minItems":1},"uniqueItems":true,"minItems":2}""",
        """{"type":"array","items":{"type":"integer","minimum":8,"maximum":21,"multipleOf":3},"uniqueItems":true,"minItems":5}""",
        """{"type":"array","items":{"type":"number","minimum":-0.3,"maximum":0.2,"multipleOf":0.1},"uniqueItems":true,"minItems":6}""",
        """{"type":"array","items":{"type":"number","minimum":12.5,"maximum":12.5},"minItems":2}""",
        """{"type":"array","items":{"type":["integer","null"],"minimum":-1,"exclusiveMaximum":2},"uniqueItems":true,"minItems":4}""",
        """{"type":"array","items":{"enum":["a","ab","abc","b",1,1.5,10,null,true,[1],{"a":1},{"a":2}]},"uniqueItems":true,"minItems":12}""",
        """{"type":"array","items":{"type":"string","maxLength":1},"uniqueItems":true,"minItems":40}""",
        """{"type":"object","properties":{"a":{"type":"string","minLength":3,"maxLength":3},"b":false,"c":{"type":"integer"},"d":{"const":1}},"minProperties":3,"maxProperties":3,"additionalProperties":false}""",
        """{"type":"object","properties":{"a":{"const":1},"b":{"const":1}},"required":["z"],"minProperties":3,"maxProperties":3,"additionalProperties":{"type":"integer","multipleOf":7,"minimum":1,"maximum":8}}""",
        """{"anyOf":[{"type":"object","properties":{"a":{"const":1},"b":false},"required":["a"]},{"type":"object","properties":{"b":{"const":2}},"required":["b"],"maxProperties":1}]}""",
        """{"type":"array","items":{"type":"object","properties":{"n":{"type":"integer","minimum":1,"maximum":2}},"additionalProperties":{"const":0},"maxProperties":1},"uniqueItems":true,"minItems":8}""",
        """{"$ref":"#/$defs/t","$defs":{"t":{"type":"object","properties":{"l":{"anyOf":[{"$ref":"#/$defs/t"},{"const":0}]},"r":{"anyOf":[{"const":0},{"$ref":"#/$defs/t"}]}},"required":["l","r"],"additionalProperties":false}}}""",
        """{"type":"array","items":{"anyOf":[{"type":"integer","minimum":10,"maximum":12},{"type":"integer","multipleOf":50,"minimum":100,"maximum":120},{"enum":[11,1]}]},"uniqueItems":true,"minItems":5}""",
        """{"type":"array","items":{"type":"object","properties":{"tags":{"type":"array","items":{"enum":["u","v"]},"uniqueItems":true}},"required":["tags"],"additionalProperties":false},"uniqueItems":true,"minItems":5}""",
    ];

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Every_walk_through_a_narrow_schema_ends_in_a_valid_answer(string text)
    {
        var schema = JsonSchema.Parse(text);
        var random = new Random(5);
        foreach (var options in new[] { AnswerOptions.Writing, AnswerOptions.Reading with { MaxWhitespace = 1 } })
        {
            var start = schema.CompileAnswer(options).Start();
            for (var round = 0; round < 6; round++)
            {
                var (ended, answer) = AnswerWalk.ToEnd(start.Fork(), random, random.Next(60), Keys);

                Assert.True(ended, $"stuck after {answer}");
                Assert.Empty(schema.Validate(Encoding.UTF8.GetBytes(answer)));
            }
        }
    }

    [Fact]
    public void All_values_of_a_unique_array_can_be_written_in_any_order()
    {
        string[] items = ["{\"b\":true}", "{\"b\":false}", "{\"b\":true,\"a\":1}", "{\"a\":1.0,\"b\":false}", "{\"a\":2,\"b\":true}", "{\"b\":false,\"a\":20e-1}"];
        var start = AnswerProbe.Read("""{"type":"array","items":{"type":"object","properties":{"a":{"enum":[1,2]},"b":{"type":"boolean"}},"required":["b"],"additionalProperties":false},"uniqueItems":true,"minItems":6}""");
        var random = new Random(6);

        for (var round = 0; round < 50; round++)
        {
            random.Shuffle(items);
            Assert.True(start.Finishes($"[{string.Join(',', items)}]"));
            Assert.False(start.Finishes($"[{string.Join(',', items)},{items[0]}]"));
            Assert.False(start.Finishes($"[{string.Join(',', items[..5])}]"));
        }
    }

    [Theory]
    [InlineData("\"minProperties\":30")]
    [InlineData("\"maxProperties\":1,\"required\":[\"p59\"]")]
    [InlineData("\"minProperties\":60")]
    public void Many_optional_properties_are_not_tried_in_all_their_mixtures(string counts)
    {
        var properties = string.Join(',', Enumerable.Range(0, 60).Select(index => $"\"p{index}\":{{\"type\":\"null\"}}"));
        var schema = $$$"""{"type":"array","uniqueItems":true,"items":{"type":"object","properties":{ {{{properties}}} },"additionalProperties":false,{{{counts}}} } }""";
        var item = counts.Contains("max", StringComparison.Ordinal) ? "{\"p59\":null}" : "{" + string.Join(',', Enumerable.Range(0, 60).Select(index => $"\"p{index}\":null")) + "}";

        var machine = AnswerProbe.Write(schema);

        Assert.True(machine.Takes("[" + item));
        Assert.Equal(counts.Contains("30", StringComparison.Ordinal), machine.Takes(","));
    }

    [Fact]
    public void Brackets_without_end_stop_at_the_deepest_level_allowed()
    {
        var machine = AnswerProbe.Read("{}");

        Assert.True(machine.Takes(new string('[', 64)));
        Assert.False(machine.Takes("["));
        Assert.True(machine.Takes(new string(']', 64)));
    }
}
