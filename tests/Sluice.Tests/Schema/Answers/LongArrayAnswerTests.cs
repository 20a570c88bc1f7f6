using static Sluice.Tests.Schema.Answers.AnswerProbe;

namespace Sluice.Tests.Schema.Answers;

/// <summary>Arrays that must not be certain values, and whose own values are long or endless: nothing may look through all of them.</summary>
public sealed class LongArrayAnswerTests
{
    [Theory]
    [InlineData("""{"type":"array","allOf":[{"contains":{"type":"integer"}},{"contains":{"type":"string"}}],"not":{"const":["a",1]}}""", "[1,\"a\"] [\"a\",1,2]", "[\"a\",1] [1] []")]
    [InlineData("""{"type":"array","contains":{"type":"integer"},"not":{"anyOf":[{"items":{"type":"integer"}},{"const":["a",1]}]}}""", "[1,\"a\"]", "[\"a\",1] [1]")]
    [InlineData("""{"type":"array","maxItems":2,"items":{"type":"boolean"},"not":{"enum":[[true],[true,false],[]]}}""", "[true,true] [false]", "[true,false] [true] []")]
    [InlineData("""{"type":"array","uniqueItems":true,"items":{"enum":[1,2]},"not":{"enum":[[1],[1,2]]}}""", "[2,1] [2] []", "[1,2] [1]")]
    public void Only_the_values_named_are_forbidden(string schema, string taken, string refused)
    {
        var machine = Read(schema);

        Assert.All(taken.Split(' '), answer => Assert.True(machine.Finishes(answer), answer));
        Assert.All(refused.Split(' '), answer => Assert.False(machine.Finishes(answer), answer));
    }

    [Theory]
    [InlineData("""{"type":"array","minItems":1000000000,"items":{"type":"boolean"},"not":{"const":[true]}}""")]
    [InlineData("""{"type":"array","minItems":200000,"items":{"type":"array","minItems":200000,"items":{"type":"null"}},"not":{"const":[[null]]}}""")]
    [InlineData("""{"type":"array","uniqueItems":true,"minItems":3,"items":{"type":"array","minItems":100000,"items":{"type":"boolean"}}}""")]
    public void Very_long_arrays_are_begun_at_once(string schema) => Assert.True(Read(schema).Takes("["));

    [Fact]
    public void What_ends_in_a_value_forbidden_is_not_begun()
    {
        var machine = Write("""{"type":"array","maxItems":2,"items":{"enum":[7,8]},"minItems":2,"not":{"enum":[[7,7],[7,8]]}}""");

        Assert.True(machine.Takes("["));
        Assert.Equal(" 8", machine.Next());
    }
}
