using Sluice.Schema;
using static Sluice.Tests.Schema.Answers.AnswerProbe;

namespace Sluice.Tests.Schema.Answers;

/// <summary>Arrays of which some items must fit, or some must not.</summary>
public sealed class ContainsAnswerTests
{
    [Theory]
    [InlineData("""{"type":"array","contains":{"type":"string"}}""", "[\"a\"] [1,\"a\"] [\"a\",1,\"b\"]", "[] [1] [1,2]")]
    [InlineData("""{"type":"array","contains":{"minimum":5},"minContains":2,"maxContains":3}""", "[5,6] [5,1,6,7,2]", "[5] [5,6,7,8] [1,2]")]
    [InlineData("""{"type":"array","contains":{"type":"integer"},"minContains":0,"maxContains":1}""", "[] [1] [\"a\",1]", "[1,2] [1,\"a\",2]")]
    [InlineData("""{"type":"array","contains":true}""", "[1]", "[]")]
    [InlineData("""{"type":"array","allOf":[{"contains":{"multipleOf":2}},{"contains":{"multipleOf":3}}]}""", "[6] [2,3] [1,3,1,2]", "[2] [3,9] []")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"maxItems":2,"contains":{"const":7}}""", "[7] [1,7] [7,7]", "[1] [1,2] [1,2,7]")]
    [InlineData("""{"type":"array","uniqueItems":true,"contains":{"const":7}}""", "[7] [1,7]", "[7,7] [1,2]")]
    [InlineData("""{"type":"array","not":{"items":{"type":"integer"}}}""", "[\"a\"] [1,null]", "[] [1,2]")]
    [InlineData("""{"type":"array","not":{"prefixItems":[true],"items":{"type":"integer"}}}""", "[1,\"a\"] [\"a\",1,null]", "[\"a\"] [\"a\",1]")]
    [InlineData("""{"type":"array","not":{"contains":{"type":"string"}}}""", "[] [1,2]", "[\"a\"] [1,\"a\"]")]
    public void Items_are_counted_while_they_are_read(string schema, string taken, string refused)
    {
        var machine = Read(schema);

        Assert.All(taken.Split(' '), answer => Assert.True(machine.Finishes(answer), answer));
        Assert.All(refused.Split(' '), answer => Assert.False(machine.Finishes(answer), answer));
    }

    [Fact]
    public void The_last_item_allowed_must_be_the_one_still_missing()
    {
        var machine = Write("""{"type":"array","items":{"enum":["a","b"]},"contains":{"const":"b"},"maxItems":2}""");

        Assert.True(machine.Takes("[\"a\","));
        Assert.Equal(" \"", machine.Next());
        Assert.True(machine.Takes("\""));
        Assert.False(machine.Takes("a"));
    }

    [Fact]
    public void No_item_is_begun_after_which_the_missing_ones_find_no_room()
    {
        var machine = Write("""{"type":"array","prefixItems":[{"type":"integer"},{"type":"integer"}],"items":false,"contains":{"const":1},"minContains":2}""");

        Assert.True(machine.Finishes("[1,1]"));
        Assert.True(machine.Takes("[1"));
        Assert.False(machine.Takes("2"));
    }

    [Fact]
    public void Demands_that_find_no_room_are_refused()
    {
        Assert.Throws<UnsupportedSchemaException>(() => Read("""{"type":"array","maxItems":1,"contains":true,"minContains":2}"""));
    }

    [Fact]
    public void More_kinds_of_counted_items_than_can_be_followed_are_refused_with_the_path()
    {
        var refusal = Assert.Throws<UnsupportedSchemaException>(() => Read("""{"type":"array","allOf":[{"contains":{"const":0}},{"contains":{"const":1}},{"contains":{"const":2}},{"contains":{"const":3}},{"contains":{"const":4}}]}"""));

        Assert.Equal("#/allOf/4/contains", refusal.Path);
    }
}
