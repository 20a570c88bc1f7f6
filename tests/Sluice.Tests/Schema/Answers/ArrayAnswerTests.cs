using static Sluice.Tests.Schema.Answers.AnswerProbe;

namespace Sluice.Tests.Schema.Answers;

public sealed class ArrayAnswerTests
{
    [Theory]
    [InlineData("[1]", false)]
    [InlineData("[1,2]", true)]
    [InlineData("[1,2,3]", true)]
    [InlineData("[1,2,3,4]", false)]
    [InlineData("[1,\"2\"]", false)]
    [InlineData("[1,2,]", false)]
    [InlineData("[,1,2]", false)]
    public void Counts_and_items_hold_while_writing(string answer, bool valid) =>
        Assert.Equal(valid, Write("""{"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":3}""").Finishes(answer));

    [Fact]
    public void A_comma_is_written_only_when_another_item_may_follow()
    {
        var machine = Write("""{"type":"array","items":{"enum":["a"]},"uniqueItems":true}""");

        Assert.True(machine.Takes("[\"a\""));

        Assert.Equal(" ]", machine.Next());
    }

    [Theory]
    [InlineData("[1,2,1]")]
    [InlineData("[1,1.0]")]
    [InlineData("[10,1e1]")]
    [InlineData("[\"a\",\"\\u0061\"]")]
    [InlineData("[{\"a\":1,\"b\":[2]},{\"b\":[2.0],\"a\":1}]")]
    [InlineData("[[],[]]")]
    [InlineData("[null,null]")]
    [InlineData("[{},{}]")]
    public void Items_equal_by_value_are_never_unique(string answer) => Assert.False(Read("""{"type":"array","uniqueItems":true}""").Finishes(answer));

    [Theory]
    [InlineData("[1,true,\"1\",[1],{\"1\":1},null,false,0]")]
    [InlineData("[[],{},[[]]]")]
    [InlineData("[{\"a\":1},{\"a\":2},{\"b\":1}]")]
    public void Items_that_differ_are_unique(string answer) => Assert.True(Read("""{"type":"array","uniqueItems":true}""").Finishes(answer));

    [Fact]
    public void An_item_is_never_led_to_where_only_a_repetition_is_left()
    {
        var machine = Write("""{"type":"array","items":{"enum":["abc","abd"]},"uniqueItems":true,"minItems":2}""");

        Assert.True(machine.Takes("[\"abd\",\"ab"));

        Assert.Equal("\\c", string.Concat(machine.Next().Order()));
    }

    [Fact]
    public void A_unique_number_is_not_begun_like_one_that_is_taken()
    {
        var machine = Write("""{"type":"array","items":{"type":"integer","minimum":1,"maximum":10},"uniqueItems":true}""");

        Assert.True(machine.Takes("[10,1,2,"));
        Assert.Equal("3456789", machine.Next().Trim());
        Assert.True(machine.Takes("3,4,5,6,7,8,9"));
        Assert.Equal("]", machine.Next().Trim());
    }

    [Fact]
    public void A_unique_object_is_led_away_from_those_that_are_taken()
    {
        const string schema = """{"type":"array","items":{"type":"object","properties":{"a":{"enum":["x","y"]},"b":{"type":"boolean"}},"required":["a","b"],"additionalProperties":false},"uniqueItems":true}""";
        var machine = Write(schema);

        Assert.True(machine.Takes("""[{"a":"x","b":true},{"a":"x","b":"""));
        Assert.Equal("f", machine.Next().Trim());
        Assert.True(machine.Takes("""false},{"a":"""));
        Assert.True(machine.Takes("\""));
        Assert.Equal("\\y", string.Concat(machine.Next().Order()));
        Assert.True(machine.Takes("""y","b":true},{"a":"y","b":false}"""));
        Assert.Equal("]", machine.Next().Trim());
    }

    [Fact]
    public void A_unique_object_may_be_apart_by_a_key_that_is_left_out()
    {
        const string schema = """{"type":"array","items":{"type":"object","properties":{"a":{"const":1},"b":{"const":2}},"additionalProperties":false},"uniqueItems":true,"minItems":4}""";

        Assert.True(Read(schema).Finishes("""[{"a":1},{"b":2,"a":1},{},{"b":2}]"""));
        var machine = Read(schema);
        Assert.True(machine.Takes("""[{"a":1},{},{"b":2},{"a":1 """));
        Assert.Equal(",", machine.Next().Trim());
    }

    [Fact]
    public void A_unique_array_in_an_array_is_led_away_too()
    {
        const string schema = """{"type":"array","items":{"type":"array","items":{"type":"boolean"},"minItems":1,"maxItems":2},"uniqueItems":true}""";
        var machine = Write(schema);

        Assert.True(machine.Takes("[[true,true],[true,false],[true"));
        Assert.Equal("]", machine.Next().Trim());
        Assert.True(machine.Takes("],["));
        Assert.Equal("f", machine.Next().Trim());
    }

    [Fact]
    public void A_unique_string_of_one_character_is_not_one_that_is_taken()
    {
        var machine = Write("""{"type":"array","items":{"type":"string","maxLength":1},"uniqueItems":true}""");

        Assert.True(machine.Takes("[\"a\",\"\",\""));
        Assert.DoesNotContain('a', machine.Next());
        Assert.DoesNotContain('"', machine.Next());
        Assert.False(machine.Takes("\\u0061"));
        Assert.True(machine.Takes("\\u0062\""));
    }

    [Fact]
    public void More_unique_items_than_there_are_values_cannot_be_asked_for()
    {
        Assert.Throws<Sluice.Schema.UnsupportedSchemaException>(() => Write("""{"type":"array","items":{"type":"boolean"},"uniqueItems":true,"minItems":3}"""));
        Assert.True(Write("""{"type":"array","items":{"type":"integer","minimum":1,"maximum":1000000000},"uniqueItems":true,"minItems":300000}""").Takes("[1,2"));
    }

    [Fact]
    public void Leading_items_have_shapes_of_their_own()
    {
        const string schema = """{"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"items":false,"minItems":1}""";

        Assert.True(Write(schema).Finishes("[\"a\"]"));
        Assert.True(Write(schema).Finishes("[\"a\",1]"));
        Assert.False(Write(schema).Finishes("[]"));
        Assert.False(Write(schema).Finishes("[1]"));
        Assert.False(Write(schema).Finishes("[\"a\",1,2]"));
    }

    [Fact]
    public void Named_arrays_and_objects_are_written_member_by_member()
    {
        const string schema = """{"enum":[[1,[2]],{"a":{"b":null}},true]}""";

        Assert.True(Write(schema).Finishes("[1,[2]]"));
        Assert.True(Write(schema).Finishes("""{"a":{"b":null}}"""));
        Assert.True(Write(schema).Finishes("true"));
        Assert.False(Write(schema).Takes("[1,[3"));
        Assert.False(Write(schema).Finishes("""{"a":{}}"""));
        Assert.False(Write(schema).Takes("f"));
        Assert.True(Read("""{"const":{"a":1,"b":2}}""").Finishes("""{"b":2.0,"a":1}"""));
    }
}
