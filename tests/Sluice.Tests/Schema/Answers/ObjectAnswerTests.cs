using static Sluice.Tests.Schema.Answers.AnswerProbe;

namespace Sluice.Tests.Schema.Answers;

public sealed class ObjectAnswerTests
{
    const string Person = """{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"},"mail":{"type":["string","null"]}},"required":["name"],"additionalProperties":false}""";

    [Theory]
    [InlineData("""{"name":"Ada"}""")]
    [InlineData("""{"name":"Ada","age":36}""")]
    [InlineData("""{"name":"Ada","mail":null}""")]
    [InlineData("""{"name":"Ada","age":-1,"mail":"a@b"}""")]
    [InlineData("""{ "name" : "Ada" , "age" : 3 }""")]
    [InlineData("""{"n\u0061me":"Ada"}""")]
    public void A_valid_object_is_written_in_the_order_of_the_schema(string answer) => Assert.True(Write(Person).Finishes(answer));

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"age":36,"name":"Ada"}""")]
    [InlineData("""{"name":"Ada","name":"Bea"}""")]
    [InlineData("""{"name":"Ada","n\u0061me":"Bea"}""")]
    [InlineData("""{"name":"Ada","age":36,"age":37}""")]
    [InlineData("""{"name":"Ada","size":1}""")]
    [InlineData("""{"name":"Ada","age":"old"}""")]
    [InlineData("""{"name":"Ada",}""")]
    [InlineData("""{"name":"Ada"}}""")]
    [InlineData("""{,"name":"Ada"}""")]
    [InlineData("""{"name" "Ada"}""")]
    [InlineData("""{"name":"Ada" "age":1}""")]
    [InlineData("""[]""")]
    public void What_does_not_validate_is_never_finished(string answer) => Assert.False(Write(Person).Finishes(answer));

    [Theory]
    [InlineData("""{"mail":null,"age":36,"name":"Ada"}""")]
    [InlineData("""{"age":36,"name":"Ada","mail":"x"}""")]
    public void Keys_may_come_in_any_order_when_reading(string answer) => Assert.True(Read(Person).Finishes(answer));

    [Theory]
    [InlineData("""{"age":36}""")]
    [InlineData("""{"mail":null,"name":"Ada","mail":null}""")]
    public void Any_order_still_asks_for_required_keys_and_each_key_once(string answer) => Assert.False(Read(Person).Finishes(answer));

    [Fact]
    public void Only_keys_that_lead_to_an_end_may_be_begun()
    {
        var machine = Write(Person);

        Assert.True(machine.Takes("{\""));

        Assert.Equal("\\n", string.Concat(machine.Next().Order()));
    }

    [Fact]
    public void Undefined_keys_come_after_the_defined_ones_when_writing_and_anywhere_when_reading()
    {
        const string schema = """{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"required":["a"],"additionalProperties":{"type":"boolean"}}""";

        Assert.True(Write(schema).Finishes("""{"a":1,"x":true,"y":false}"""));
        Assert.False(Write(schema).Finishes("""{"x":true,"a":1}"""));
        Assert.False(Write(schema).Finishes("""{"a":1,"x":true,"b":2}"""));
        Assert.True(Read(schema).Finishes("""{"x":true,"a":1,"y":false,"b":2}"""));
        Assert.False(Read(schema).Finishes("""{"x":true,"a":1,"x":false}"""));
        Assert.False(Read(schema).Finishes("""{"x":true,"a":1,"\u0078":false}"""));
        Assert.False(Read(schema).Finishes("""{"x":1,"a":1}"""));
    }

    [Fact]
    public void A_required_key_that_nothing_defines_takes_the_shape_of_additional_ones()
    {
        const string schema = """{"type":"object","required":["a"],"additionalProperties":{"type":"integer"}}""";

        Assert.True(Write(schema).Finishes("""{"a":1}"""));
        Assert.False(Write(schema).Finishes("""{"b":1}"""));
        Assert.False(Write(schema).Finishes("""{"a":true}"""));
    }

    [Fact]
    public void A_property_that_nothing_can_fill_is_never_begun()
    {
        const string schema = """{"type":"object","properties":{"a":false,"b":{"minimum":3,"maximum":2,"type":"number"},"c":{"const":1}},"additionalProperties":false}""";

        var machine = Read(schema);

        Assert.True(machine.Takes("{\""));
        Assert.Equal("\\c", string.Concat(machine.Next().Order()));
        Assert.True(Read(schema).Finishes("{}"));
    }

    [Fact]
    public void Counts_of_properties_hold_while_writing()
    {
        const string schema = """{"type":"object","properties":{"a":{"const":1},"b":{"const":1},"c":{"const":1}},"additionalProperties":false,"minProperties":2,"maxProperties":2}""";

        Assert.False(Write(schema).Finishes("""{"a":1}"""));
        Assert.False(Write(schema).Takes("""{"c"""));
        Assert.True(Write(schema).Finishes("""{"a":1,"c":1}"""));
        Assert.False(Write(schema).Finishes("""{"a":1,"b":1,"c":1}"""));
        Assert.True(Read(schema).Finishes("""{"c":1,"a":1}"""));
    }

    [Fact]
    public void More_than_64_properties_are_kept_apart()
    {
        var names = Enumerable.Range(0, 150).Select(index => $"p{index}").ToList();
        var schema = $$"""{"type":"object","properties":{{{string.Join(',', names.Select(name => $"\"{name}\":true"))}}},"required":["p149","p70"],"additionalProperties":false}""";
        var answer = "{" + string.Join(',', names.Select(name => $"\"{name}\":1")) + "}";

        Assert.True(Write(schema).Finishes(answer));
        Assert.True(Read(schema).Finishes("{" + string.Join(',', Enumerable.Reverse(names).Select(name => $"\"{name}\":1")) + "}"));
        Assert.False(Read(schema).Finishes("""{"p70":1,"p149":1,"p70":1}"""));
        Assert.False(Read(schema).Finishes("""{"p70":1,"p130":1}"""));
    }
}
